@main struct Earshot { static func main() { print("earshot") } }
