/// Why arrays cannot be the parameters of a network.
struct ArrayMismatch: Error {
  let reason: String
  let help: String?

  init(_ reason: String, help: String? = nil) { (self.reason, self.help) = (reason, help) }
}
