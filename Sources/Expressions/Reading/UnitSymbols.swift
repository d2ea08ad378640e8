/// The symbols of units of measurement that articles write after numbers.
package enum UnitSymbols {
  /// Those of one kind would have to be converted into each other.
  package static let kinds: [[String]] = [
    ["m", "km", "cm", "mm", "µm", "nm"], ["s", "ms", "µs", "ns", "h"], ["g", "kg", "mg", "t"],
    ["Hz", "kHz", "MHz", "GHz"], ["B", "KB", "MB", "GB", "TB"], ["V", "mV"], ["A", "mA"], ["W", "kW"], ["J", "kJ"],
    ["K"], ["N"], ["px"], ["€"], ["USD"], ["EUR"],
  ]

  private static let all = Set(kinds.joined().map { Array($0.utf8) })

  static func contains(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.count < 4 && all.contains(Array(bytes)) }
}
