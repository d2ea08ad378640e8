import Glibc
import Testing

@testable import Expressions

@Suite("Printed numbers")
struct PrintedNumberTests {
  /// As the C library prints it.
  private func printf(_ format: String, _ precision: Int, _ value: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 2048)
    let length = withVaList([CInt(precision), value]) { vsnprintf(&buffer, buffer.count, format, $0) }
    return String(decoding: buffer[..<Int(length)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Numbers of every size; every eighth is halfway between two of few decimals, or all but a power of ten.
  private func numbers(seed: UInt64) -> [Double] {
    var state = seed
    return (0..<2000).map { index in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let sign = state >> 40 & 1 == 0 ? 1.0 : -1
      let exponent = index % 2 == 0 ? Int(state >> 33) % 12 - 6 : Int(state >> 33) % 600 - 300
      let number = sign * (1 + Double(state >> 12) * 0x1p-52) * exp2(Double(exponent))
      switch index % 16 {
      case 0: return sign * (Double(state >> 50) + 0.5) / pow(10, Double(exponent + 6))
      case 8: return sign * (Double(state >> 54) / 1024 + 0x1p-11)
      case 12: return sign * pow(10, Double(exponent % 20)).nextDown
      default: return number
      }
    }
  }

  @Test("significant digits are those of printf, and integers are printed in full", arguments: 0..<17)
  func significant(_ count: Int) {
    for value in numbers(seed: UInt64(count)) {
      let expected = value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : printf("%.*g", count, value)
      let printed = PrintedNumber(value, significant: count)
      #expect(printed.text == expected)
      #expect(rounded(value, digits: count) == expected)
      #expect(printed.value == Double(expected), "\(expected)")
      #expect(printed.hasSign == expected.hasPrefix("-"))
      let text = TextBuffer()
      printed.write(to: text)
      #expect(Array(text.bytes) == Array(expected.utf8))
    }
  }

  @Test("whether a number near another is printed alike is what their characters say", arguments: 1..<17)
  func alike(_ count: Int) {
    for value in numbers(seed: UInt64(count) + 200) + [0, 1, 0.1, 100000, 999999.5, -0.9999995] {
      let printed = PrintedNumber(value, significant: count)
      let alike = NumbersPrintedAlike(printed, significant: count)
      let unit = abs(value) * pow(10, Double(-count))
      let others = [0, 0.01, 0.1, 0.4, 0.5, 0.6, 1, 4.9, 5, 5.1, 9, 10, 100].map { $0 * unit }
      for other in others.flatMap({ [value + $0, value - $0] }) + [
        -value, 0, value * 10, value.nextUp, .nan, .infinity,
      ] {
        let isAlike = PrintedNumber(other, significant: count).text == printed.text
        #expect(alike.contains(other) == isAlike, "\(value) \(other)")
      }
    }
  }

  @Test("decimals are those of printf", arguments: 0..<20)
  func decimals(_ count: Int) {
    for value in numbers(seed: UInt64(count) + 100) + [0, -0.0, 1e300, -1e-300, .infinity, 0.5, 1.5, -2.5] {
      #expect(fixed(value, decimals: count) == printf("%.*f", count, value))
    }
  }

  @Test("NaN has no sign, which processors choose", arguments: [Double.nan, -Double.nan])
  func notANumber(_ value: Double) {
    for digits in [1, 6, 17] { #expect(rounded(value, digits: digits) == "nan") }
    for decimals in [0, 3, 20] { #expect(fixed(value, decimals: decimals) == "nan") }
    #expect(PrintedNumber(value, inLine: 6).text == "nan")
  }

  @Test("numbers compare equal if they are printed alike")
  func equality() {
    let all = numbers(seed: 7).prefix(600) + [1, 1.0000001, 0.99999999, 1e15, 1e15 + 1, 123456, 123456.4, 0, -0.0]
    for digits in [1, 3, 6, 17] {
      let printed = all.map { PrintedNumber($0, significant: digits) }
      let texts = printed.map(\.text)
      for a in printed.indices {
        for b in printed.indices where (printed[a] == printed[b]) != (texts[a] == texts[b]) {
          Issue.record("\(all[a]) and \(all[b]) to \(digits) digits")
        }
      }
    }
  }

  @Test(
    "in a line a number that only rounds to an integer keeps decimals",
    arguments: [
      (0.99999999, 6, "1.00000"), (123456.7, 6, "123456.7"), (2, 6, "2"), (-1.0000001, 3, "-1.00"), (0.5, 6, "0.5"),
      (1e-9, 6, "1e-09"), (12345678.5, 6, "1.23457e+07"), (9.99999999, 3, "10.0"), (.infinity, 6, "inf"),
    ])
  func inLine(_ value: Double, _ digits: Int, _ text: String) {
    #expect(PrintedNumber(value, inLine: digits).text == text)
  }
}
