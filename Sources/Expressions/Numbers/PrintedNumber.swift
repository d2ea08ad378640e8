/// A number as it is printed: its digits, without its characters.
///
/// Two numbers printed alike compare equal, and the value that the characters read back as follows from the digits, so
/// that neither takes any characters.
@usableFromInline package struct PrintedNumber: Sendable {
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
    let (whole, nearest) = roundedToWhole(magnitude)
    if magnitude < 1e15, magnitude == nearest {
      digits = whole
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
    guard decimals == 0, !isScientific, let length = wholeLength, value != value.rounded() else { return }
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
      return isScientific || decimals != 0 ? nil : digitCount(digits)
    }
    let isWhole = !characters.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "e") }
    return isWhole ? characters.utf8.count { $0 != UInt8(ascii: "-") } : nil
  }

  /// Finds the digits; false if they take a longer computation.
  @inline(__always)
  private mutating func round(_ magnitude: Double, toSignificant count: Int) -> Bool {
    let (least, limit) = (wholeTenPowers[count - 1], wholeTenPowers[count])
    var exponent = decimalExponent(magnitude)
    guard var rounded = scaled(magnitude, count - 1 - exponent) else { return false }
    if rounded >= limit || rounded < least {
      exponent += rounded < least ? -1 : 1
      guard let again = scaledAgain(magnitude, count - 1 - exponent) else { return false }
      rounded = again
    }
    var places = count - 1 - exponent
    isScientific = exponent < -4 || exponent >= count
    while places > 0 || isScientific {
      let (tenth, last) = rounded.quotientAndRemainder(dividingBy: 10)
      guard last == 0 else { break }
      rounded = tenth
      places -= 1
    }
    (digits, decimals) = (rounded, places)
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

  package var hasSign: Bool { characters.map { $0.utf8.first == UInt8(ascii: "-") } ?? isNegative }

  package var text: String {
    if let characters { return characters }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: PrintedNumber.room) { buffer in
      guard let start = buffer.baseAddress else { return "" }
      return String(decoding: UnsafeBufferPointer(start: start, count: writeDigits(to: start)), as: UTF8.self)
    }
  }

  package func write(to text: TextBuffer) {
    if let characters { return text.append(characters) }
    text.append(room: PrintedNumber.room) { writeDigits(to: $0) }
  }

  /// Writes the characters of a number in a line; returns how many they are.
  ///
  /// - Parameter text: has room for `room` characters, all of which may change.
  package func write(to text: UnsafeMutablePointer<UInt8>) -> Int {
    guard let characters else { return writeDigits(to: text) }
    let kept = characters.utf8.prefix(PrintedNumber.room)
    for (index, byte) in kept.enumerated() { text[index] = byte }
    return kept.count
  }

  /// More than the longest number in a line takes, and than any that has digits: a sign, 20 digits, 27 zeros, a point,
  /// and what is written to be moved or dropped.
  @inlinable package static var room: Int { 64 }

  /// Writes the characters of a number that has digits; returns how many they are.
  private func writeDigits(to text: UnsafeMutablePointer<UInt8>) -> Int {
    text[0] = UInt8(ascii: "-")
    let start = text + (isNegative ? 1 : 0)
    var end: UnsafeMutablePointer<UInt8>
    if isScientific {
      let length = writeWhole(digits, to: start + 1)
      start[0] = start[1]
      start[1] = UInt8(ascii: ".")
      end = start + (length > 1 ? length + 1 : 1)
      end[0] = UInt8(ascii: "e")
      let exponent = length - 1 - decimals
      end[1] = exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+")
      end[2] = UInt8(ascii: "0")
      end += exponent.magnitude < 10 ? 3 : 2
      end += writeWhole(UInt64(exponent.magnitude), to: end)
    } else if decimals == 0 {
      end = start + writeWhole(digits, to: start)
    } else if decimals < wholeTenPowers.count, digits >= wholeTenPowers[decimals] {
      let length = writeWhole(digits, to: start + 1)
      let whole = length - decimals
      for index in 0..<whole { start[index] = start[index + 1] }
      start[whole] = UInt8(ascii: ".")
      end = start + length + 1
    } else {
      let length = writeWhole(digits, to: start + 2)
      let zeros = decimals - length
      if zeros > 0 {
        (start + 2 + zeros).update(from: start + 2, count: length)
        (start + 2).update(repeating: UInt8(ascii: "0"), count: zeros)
      }
      start[0] = UInt8(ascii: "0")
      start[1] = UInt8(ascii: ".")
      end = start + 2 + decimals
    }
    return end - text
  }
}

extension PrintedNumber: Equatable {
  @usableFromInline package static func == (left: PrintedNumber, right: PrintedNumber) -> Bool {
    guard left.form == .digits, right.form == .digits else { return left.text == right.text }
    return left.digits == right.digits && left.decimals == right.decimals && left.isNegative == right.isNegative
      && left.isScientific == right.isScientific
  }
}

/// The numbers that are printed as one of them is, to some significant digits.
package struct NumbersPrintedAlike {
  private let printed: PrintedNumber
  private let count: Int
  /// All numbers of the first range are among them, and none outside of the second; nil if their characters tell.
  private var ranges: (certain: ClosedRange<Double>, possible: ClosedRange<Double>)?

  /// - Parameter printed: printed to `count` significant digits.
  package init(_ printed: PrintedNumber, significant count: Int) {
    (self.printed, self.count) = (printed, count)
    // Away from the middle between two printed numbers the distance tells.
    guard let unit = printed.unit(max(count, 1)) else { return }
    let value = printed.value
    ranges = (value - 0.49 * unit...value + 0.49 * unit, value - 0.51 * unit...value + 0.51 * unit)
  }

  package func contains(_ value: Double) -> Bool {
    if let ranges {
      if ranges.certain.contains(value) { return true }
      if !ranges.possible.contains(value) { return false }
    }
    return PrintedNumber(value, significant: count) == printed
  }
}

extension PrintedNumber {
  /// What the last of `count` significant digits is worth; nil beside a power of ten, beyond which it is worth more or
  /// less, for numbers whose last digit is before the point, and for more digits than a double distinguishes well.
  fileprivate func unit(_ count: Int) -> Double? {
    guard form == .digits, count < 13 else { return nil }
    let length = digitCount(digits)
    let places = count - length + decimals
    guard places > 0, digits > wholeTenPowers[length - 1], digits != wholeTenPowers[count] - 1 else { return nil }
    return powerOfTen(-places)
  }
}
