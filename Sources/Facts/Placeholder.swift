import CIcal
import Triage
