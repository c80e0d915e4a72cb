import Letters

/// What `--json` prints: one value a line.
typealias JSON = Letters.JSON
