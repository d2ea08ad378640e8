import Expressions
import WorkedExamples

extension Interpreter {
  /// Throws if there is no room for so many more numbers, even without the sessions kept for `undo`, which are then
  /// given up.
  func require(numbers: Int, at range: SourceRange) throws(Fault) {
    guard (try? Limits.require(numbers: numbers)) == nil else { return }
    history.forgetPast()
    try Limits.require(numbers: numbers, at: range)
  }

  /// Throws if there is no room for another copy of the network's parameters and of their initial values.
  func requireCopyOfNetwork(at range: SourceRange) throws(Fault) {
    try require(numbers: 2 * (session.state?.network.values.count ?? 0), at: range)
  }
}
