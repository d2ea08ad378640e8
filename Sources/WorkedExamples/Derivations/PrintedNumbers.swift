import Expressions

/// The numbers of lines by position, each with its printed form to the digits that most lines show.
final class PrintedNumbers {
  private struct Number {
    var exact = Double.nan
    var isKnown = false
    var printed: PrintedNumber
    /// The double that its printed form reads back as.
    var value = Double.nan
    var length = 0
  }

  private let count: Int
  private var digits: Int
  private let numbers: UnsafeMutablePointer<Number>
  /// Of each number in a place of its own.
  private let characters: UnsafeMutablePointer<UInt8>

  /// Unknown numbers.
  ///
  /// - Parameter digits: significant digits that most lines show.
  init(count: Int, digits: Int) {
    (self.count, self.digits) = (count, digits)
    numbers = .allocate(capacity: count)
    numbers.initialize(repeating: Number(printed: PrintedNumber(.nan, inLine: digits)), count: count)
    characters = .allocate(capacity: count * PrintedNumber.room)
    characters.initialize(repeating: 0, count: count * PrintedNumber.room)
  }

  deinit {
    numbers.deinitialize(count: count)
    numbers.deallocate()
    characters.deallocate()
  }

  /// Changes the digits that most lines show.
  func show(_ digits: Int) {
    guard digits != self.digits else { return }
    self.digits = digits
    for index in 0..<count { numbers[index].length = 0 }
  }

  /// - Parameter exact: nil if the number is unknown, and shown as NaN.
  func set(_ index: Int, to exact: Double?) {
    let number = place(index)
    number.pointee.isKnown = exact != nil
    let exact = exact ?? .nan
    // Inputs, targets and frozen weights are the same in many steps.
    guard number.pointee.length == 0 || exact.bitPattern != number.pointee.exact.bitPattern else { return }
    let printed = PrintedNumber(exact, inLine: digits)
    number.pointee.exact = exact
    number.pointee.printed = printed
    number.pointee.value = printed.value
    number.pointee.length = printed.write(to: characters + index * PrintedNumber.room)
  }

  func isKnown(_ index: Int) -> Bool { place(index).pointee.isKnown }

  func exact(_ index: Int) -> Double { place(index).pointee.exact }

  func printed(_ index: Int, _ digits: Int) -> PrintedNumber {
    digits == self.digits ? place(index).pointee.printed : PrintedNumber(exact(index), inLine: digits)
  }

  /// The double that the printed form reads back as.
  func value(_ index: Int, _ digits: Int) -> Double {
    digits == self.digits ? place(index).pointee.value : PrintedNumber(exact(index), inLine: digits).value
  }

  func write(_ index: Int, _ digits: Int, parenthesizesNegative: Bool, to text: TextBuffer) {
    guard digits == self.digits else {
      return printed(index, digits).write(parenthesizesNegative: parenthesizesNegative, to: text)
    }
    let start = characters + index * PrintedNumber.room
    let isParenthesized = parenthesizesNegative && start[0] == UInt8(ascii: "-")
    if isParenthesized { text.append(UInt8(ascii: "(")) }
    text.append(place(index).pointee.length, padded: start)
    if isParenthesized { text.append(UInt8(ascii: ")")) }
  }

  @inline(__always)
  private func place(_ index: Int) -> UnsafeMutablePointer<Number> {
    precondition(index >= 0 && index < count)
    return numbers + index
  }
}

extension PrintedNumber {
  func write(parenthesizesNegative: Bool, to text: TextBuffer) {
    let isParenthesized = parenthesizesNegative && hasSign
    if isParenthesized { text.append(UInt8(ascii: "(")) }
    write(to: text)
    if isParenthesized { text.append(UInt8(ascii: ")")) }
  }
}
