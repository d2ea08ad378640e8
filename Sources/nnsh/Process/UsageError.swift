/// A usage error.
struct UsageError: Error {
  let message: String
  /// A command line to try.
  var help = "nnsh --help"
}
