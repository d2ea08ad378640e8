/// A number of a parameter.
package enum ParameterPart: String, Hashable, Sendable, CaseIterable {
  case value
  case gradient = "grad"
  case change
  case old
  case new
  // What optimizers keep, by the names in `OptimizerFormulas`, and before the last update.
  case m, v, s, u, last
  case oldM = "m_old"
  case oldV = "v_old"
  case oldS = "s_old"
  case oldU = "u_old"
  case oldLast = "last_old"

  /// The name in the optimizer's formulas without `_old`, and whether it had this; nil for parts every parameter has.
  package var optimizerState: (name: String, isOld: Bool)? {
    switch self {
    case .value, .gradient, .change, .old, .new: nil
    case .m, .v, .s, .u, .last: (rawValue, false)
    case .oldM, .oldV, .oldS, .oldU, .oldLast: (String(rawValue.dropLast("_old".count)), true)
    }
  }

  /// The members of a parameter's name, for messages; those before an update are like the others.
  static let named = allCases.dropFirst().filter { $0.optimizerState?.isOld != true }.map(\.rawValue)
}
