/// A wrong option of the process.
struct UsageError: Error {
  let message: String
  /// A call that is right.
  var help = "nnsh --help"
}
