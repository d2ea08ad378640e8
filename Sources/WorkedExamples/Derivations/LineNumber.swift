import Expressions

/// A number of some lines, with its printed form to the digits that most of them show.
struct LineNumber {
  private let printed: PrintedNumber
  private let value: Double
  private let digits: Int

  init(_ exact: Double, digits: Int) {
    self.digits = digits
    printed = PrintedNumber(exact, inLine: digits)
    value = printed.value
  }

  var exact: Double { printed.original }

  func printed(_ digits: Int) -> PrintedNumber {
    digits == self.digits ? printed : PrintedNumber(exact, inLine: digits)
  }

  /// The double that its printed form reads back as.
  func value(_ digits: Int) -> Double { digits == self.digits ? value : PrintedNumber(exact, inLine: digits).value }
}
