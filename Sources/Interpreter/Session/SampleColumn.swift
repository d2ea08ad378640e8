/// A column, or one for each output or parameter, of the table of a training.
package enum SampleColumn: String, Sendable, CaseIterable {
  case inputs = "i"
  case net, out, target, error, delta, change
  case parameters = "w"

  /// Those of the tables in textbooks.
  static let initial: [SampleColumn] = [.inputs, .net, .out, .target, .change, .parameters]
}
