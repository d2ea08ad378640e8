import Interpreter

/// The outcome of one input.
struct Outcome {
  /// The exit code for its first failure; 0 on success.
  var code: Int32 = 0
  /// The `quit` that ended it, if any.
  var quit: Quit?
}
