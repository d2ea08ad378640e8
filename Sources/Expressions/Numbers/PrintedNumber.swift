/// A number as it is printed: its digits, without its characters.
///
/// Two numbers printed alike compare equal, and the value that the characters read back as follows from the digits, so
/// that neither takes any characters.
package struct PrintedNumber: Sendable {
  /// The number.
  package let original: Double
  /// With `decimals` digits after the point; in scientific notation `decimals` may be negative.
  private var digits: UInt64 = 0
  private var smallDecimals: Int32 = 0
  private var isNegative = false
  private var isScientific = false
  /// Whether it has decimals only because it is not the integer that it rounds to.
  package private(set) var keepsDecimals = false
  private var form = Form.digits
  /// How many digits or decimals were asked for; only if the characters are not found from the digits.
  private var count: Int32 = 0

  /// How the characters are found: from the digits, or by a longer computation from the number.
  private enum Form: UInt8 { case digits, shortest, decimals, significant }

  private var decimals: Int {
    get { Int(smallDecimals) }
    set { smallDecimals = Int32(newValue) }
  }

  /// The value to `count` significant digits, without trailing zeros; from 17 on, the shortest form that reads back as
  /// the same double. Integers below 10¹⁵ in full.
  package init(_ value: Double, significant count: Int) {
    original = value
    guard value != 0 else { return }
    let magnitude = value.magnitude
    isNegative = value < 0
    if magnitude < 1e15, magnitude == Double(UInt64(magnitude)) {
      digits = UInt64(magnitude)
    } else if count >= 17 || !value.isFinite {
      form = .shortest
    } else if !round(magnitude, toSignificant: max(count, 1)) {
      (form, self.count) = (.significant, Int32(clamping: count))
    }
  }

  /// The value with exactly this many decimals.
  package init(_ value: Double, decimals count: Int) {
    original = value
    isNegative = value.sign == .minus
    guard value.isFinite, let rounded = scaled(value.magnitude, count) else {
      (form, self.count) = (.decimals, Int32(clamping: count))
      return
    }
    (digits, decimals) = (rounded, count)
  }

  /// As `significant`, but a value that only rounds to an integer keeps decimals: `1.00000`. In a line, an integer is
  /// exact.
  package init(_ value: Double, inLine count: Int) {
    self.init(value, significant: count)
    guard let length = wholeLength, value != value.rounded() else { return }
    self = PrintedNumber(value, decimals: max(1, count - length))
    keepsDecimals = true
  }

  /// Those of a number without digits: NaN, infinity, the shortest form of a double.
  private var characters: String? {
    switch form {
    case .digits: nil
    case .shortest: shortest(original)
    case .decimals: formatted(original, isFixed: true, Int(count))
    case .significant: formatted(original, isFixed: false, Int(count))
    }
  }

  /// The number of its digits, or of the letters of NaN, if it has neither a point nor an exponent.
  package var wholeLength: Int? {
    guard let characters else {
      guard !isScientific, decimals == 0 else { return nil }
      return max(1, (wholeTenPowers.firstIndex { digits < $0 } ?? 18))
    }
    let isWhole = !characters.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "e") }
    return isWhole ? characters.utf8.count { $0 != UInt8(ascii: "-") } : nil
  }

  /// Finds the digits; false if they take a longer computation.
  private mutating func round(_ magnitude: Double, toSignificant count: Int) -> Bool {
    var exponent = decimalExponent(magnitude)
    guard var rounded = scaled(magnitude, count - 1 - exponent) else { return false }
    if rounded >= wholeTenPowers[count] {
      exponent += 1
      guard let again = scaled(magnitude, count - 1 - exponent) else { return false }
      rounded = again
    } else if rounded < wholeTenPowers[count - 1] {
      exponent -= 1
      guard let again = scaled(magnitude, count - 1 - exponent) else { return false }
      rounded = again
    }
    decimals = count - 1 - exponent
    isScientific = exponent < -4 || exponent >= count
    while decimals > 0 || isScientific, rounded % 10 == 0 {
      rounded /= 10
      decimals -= 1
    }
    digits = rounded
    return true
  }

  /// The double that the characters read back as.
  package var value: Double {
    if form == .digits, digits <= 1 << 53, decimals.magnitude <= 22 {
      // Both are exact, so that the result is rounded once (Clinger 1990).
      let whole = Double(digits)
      let magnitude = decimals >= 0 ? whole / powerOfTen(decimals) : whole * powerOfTen(-decimals)
      return isNegative ? -magnitude : magnitude
    }
    return Double(text) ?? original
  }

  /// Whether this number, which has been printed to `count` significant digits, is what another value is printed as.
  package func isPrinted(_ value: Double, significant count: Int) -> Bool {
    let magnitude = value.magnitude
    // Away from the middle between two printed numbers the distance tells.
    if form == .digits, !isScientific, count < 13, (value < 0) == isNegative, magnitude >= 1e-4, magnitude < 1e12,
      magnitude != magnitude.rounded()
    {
      let exponent = decimalExponent(magnitude)
      if exponent < count - 1 {
        let unit = powerOfTen(count - 1 - exponent)
        let distance = (magnitude - self.value.magnitude).magnitude * unit
        if distance > 0.51 { return false }
        // Beyond a power of ten the unit is another.
        let whole = magnitude * unit
        if distance < 0.49, whole > powerOfTen(count - 1) + 1, whole < powerOfTen(count) - 1 { return true }
      }
    }
    return PrintedNumber(value, significant: count) == self
  }

  package var hasSign: Bool { characters.map { $0.utf8.first == UInt8(ascii: "-") } ?? isNegative }

  package var text: String {
    if let characters { return characters }
    return withCharacters { String(decoding: $0, as: UTF8.self) }
  }

  package func write(to bytes: inout [UInt8]) {
    if let characters { return bytes.append(contentsOf: characters.utf8) }
    withCharacters { bytes.append(contentsOf: $0) }
  }

  /// Calls `body` with the characters of a number that has digits.
  @inline(__always)
  private func withCharacters<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    // A sign, 20 digits, 27 decimals, a point, an exponent.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { buffer in
      var end = buffer.count
      func put(_ byte: UInt8) {
        end -= 1
        buffer[end] = byte
      }
      func putDigit(_ number: inout UInt64) {
        put(UInt8(truncatingIfNeeded: number % 10) + UInt8(ascii: "0"))
        number /= 10
      }
      let start = buffer.count
      var left = digits
      if isScientific {
        let length = wholeTenPowers.firstIndex { digits < $0 } ?? 18
        let exponent = length - 1 - decimals
        var power = UInt64(exponent.magnitude)
        repeat { putDigit(&power) } while power > 0 || start - end < 2
        put(exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
        put(UInt8(ascii: "e"))
        while left >= 10 { putDigit(&left) }
        if length > 1 { put(UInt8(ascii: ".")) }
        putDigit(&left)
      } else {
        for _ in 0..<decimals { putDigit(&left) }
        if decimals > 0 { put(UInt8(ascii: ".")) }
        repeat { putDigit(&left) } while left > 0
      }
      if isNegative { put(UInt8(ascii: "-")) }
      return body(UnsafeBufferPointer(rebasing: buffer[end...]))
    }
  }
}

extension PrintedNumber: Equatable {
  package static func == (left: PrintedNumber, right: PrintedNumber) -> Bool {
    guard left.form == .digits, right.form == .digits else { return left.text == right.text }
    return left.digits == right.digits && left.decimals == right.decimals && left.isNegative == right.isNegative
      && left.isScientific == right.isScientific
  }
}
