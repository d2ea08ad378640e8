import Interpreter

/// What came of an input.
struct Outcome {
  /// The exit code for its first failure; 0 if all went well.
  var code: Int32 = 0
  /// The `quit` that ended it, if one did.
  var quit: Quit?
}
