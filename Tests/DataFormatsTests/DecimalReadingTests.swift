import Glibc
import NeuralNetwork
import Testing

@testable import DataFormats

private func read(_ text: String) -> (value: Double, length: Int)? {
  var text = text
  return text.withUTF8 { bytes in
    readDecimal(bytes, from: 0, to: bytes.count).map { ($0.value, $0.next) }
  }
}

@Suite("Decimal numbers in data")
struct DecimalReadingTests {
  /// A random number as text, of any length and exponent, often with the digits of a random Double.
  private func randomText(_ random: inout RandomNumbers) -> String {
    func digits(_ count: Int) -> String {
      (0..<count).map { _ in String(random.integer(below: 10)) }.joined()
    }
    switch random.integer(below: 6) {
    case 0: return digits(1 + random.integer(below: 25))
    case 1: return digits(random.integer(below: 12)) + "." + digits(1 + random.integer(below: 12))
    case 2:
      return digits(1 + random.integer(below: 4)) + "." + digits(random.integer(below: 20)) + "e"
        + ["", "+", "-"][random.integer(below: 3)] + String(random.integer(below: 60))
    case 3: return digits(1 + random.integer(below: 20)) + "E-" + String(random.integer(below: 360))
    case 4:
      let bits = UInt64(random.word()) << 32 | UInt64(random.word())
      let value = Double(bitPattern: bits)
      return value.isFinite ? "\(value)" : "0"
    default: return "\(random.normal())"
    }
  }

  @Test("every number is read as the nearest Double, as by strtod")
  func againstStrtod() throws {
    var random = try RandomNumbers(seed: 20, dialect: .numpy)
    for _ in 0..<200_000 {
      let text = randomText(&random)
      let expected = strtod(text, nil)
      let found = try #require(read(text))
      if found.value.bitPattern != expected.bitPattern || found.length != text.utf8.count {
        Issue.record("\(text): \(found), not \(expected)")
      }
    }
  }

  @Test("numbers halfway between two Doubles round to even, slightly larger ones round up")
  func ties() throws {
    var random = try RandomNumbers(seed: 21, dialect: .numpy)
    for _ in 0..<20_000 {
      // An odd multiple of half a unit in the last place: whole, and below 10¹⁹.
      let shift = 1 + random.integer(below: 10)
      let significand = 1 << 52 | UInt64(random.integer(below: 1 << 52))
      let halfway = (significand * 2 + 1) << UInt64(shift - 1)
      for exponent in [0, -3, -19, -27] {
        for offset: UInt64 in [0, 1] {
          let text = "\(halfway + offset)e\(exponent)"
          let expected = strtod(text, nil)
          if read(text)?.value != expected { Issue.record("\(text) is not \(expected)") }
        }
      }
    }
  }

  @Test(
    "edge cases",
    arguments: [
      "0", "-0", "+5", ".5", "5.", "-.5e1", "1e22", "1e23", "9007199254740993", "9007199254740993e-22",
      "18446744073709551615", "9999999999999999999e27", "1e-27", "9999999999999999999e-27", "2.2250738585072011e-308",
      "4.9e-324", "2e-324", "1.7976931348623157e308", "0e999999999999", "1e-999999999999",
      "0.000000000000000000000000000000000000000001", "123456789012345678901234567890", "8.98846567431158e307",
    ])
  func edges(text: String) throws {
    let found = try #require(read(text))
    #expect(found.value.bitPattern == strtod(text, nil).bitPattern)
    #expect(found.length == text.utf8.count)
  }

  @Test("overflow gives infinity")
  func overflow() throws {
    #expect(read("1e309")?.value == .infinity)
    #expect(read("-1e999999")?.value == -.infinity)
    #expect(read("1797693134862315700000e300")?.value == .infinity)
  }

  @Test(
    "strings that are not numbers",
    arguments: ["", "-", ".", "+.", "e5", "1e", "1e+", "nan", "inf", "x1", "--1", " 1", "-.e3"])
  func nothing(text: String) {
    #expect(read(text) == nil)
  }

  @Test(
    "a number ends at the first byte that cannot belong to it",
    arguments: [("12abc", 2), ("1.5.2", 3), ("0x10", 1), ("1_000", 1), ("3,4", 1)])
  func prefix(text: String, length: Int) {
    #expect(read(text)?.length == length)
  }
}
