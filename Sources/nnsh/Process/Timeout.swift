/// `30s`, `5m`, `1h`, or a number of seconds.
struct Timeout {
  let seconds: UInt32

  init?(_ text: String) {
    let factors: [Character: UInt32] = ["s": 1, "m": 60, "h": 3600]
    let factor = text.last.flatMap { factors[$0] }
    guard let number = UInt32(factor == nil ? text : String(text.dropLast())), number > 0 else { return nil }
    let (seconds, overflow) = number.multipliedReportingOverflow(by: factor ?? 1)
    guard !overflow else { return nil }
    self.seconds = seconds
  }
}
