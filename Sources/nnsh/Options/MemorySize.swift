/// `500M`, `2G`, `1.5GB`, or a number of bytes; in powers of 1000.
struct MemorySize {
  let bytes: Int

  /// The program itself needs some memory.
  private static let least = 64_000_000

  init?(_ text: String) {
    let factors: [Character: Double] = ["K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12]
    var digits = text.uppercased()[...]
    if digits.last == "B" { digits = digits.dropLast() }
    let factor = digits.last.flatMap { factors[$0] }
    guard let number = Double(factor == nil ? digits : digits.dropLast()), number > 0,
      let bytes = Int(exactly: (number * (factor ?? 1)).rounded(.down)), bytes >= MemorySize.least
    else { return nil }
    self.bytes = bytes
  }
}
