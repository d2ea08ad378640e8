import Expressions
import Testing

@Suite("Integers")
struct IntegerTests {
  /// Values around the limit of 64 bits and far beyond it.
  private static let values: [Integer] = {
    let small = [0, 1, -1, 2, 10, -999, 1 << 62, .max, .min, .min + 1].map { Integer($0) }
    let border = Integer(.max) + Integer(1)
    return small + [border, -border, -border - Integer(1), border * border, border * border * Integer(-7)]
  }()

  @Test("sums, products and quotients are consistent at any size")
  func arithmetic() {
    for a in IntegerTests.values {
      for b in IntegerTests.values {
        #expect(a + b == b + a)
        #expect((a + b) - b == a)
        #expect((a + b) * (a - b) == a * a - b * b)
        #expect((a < b) == (b - a > Integer(0)))
        guard !b.isZero else { continue }
        let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
        #expect(quotient * b + remainder == a)
        #expect(remainder.magnitude < b.magnitude)
        #expect(remainder.isZero || remainder.isNegative == a.isNegative)
      }
    }
  }

  @Test("a number is printed with all its digits")
  func text() {
    for a in IntegerTests.values {
      let digits = a.magnitude.description
      #expect(a.description == (a.isNegative ? "-" : "") + digits)
      #expect(a.digitCount == digits.utf8.count)
      #expect(Decimal(a.description)?.significand == a)
      #expect(a.isOdd == "13579".contains(digits.last ?? "0"))
    }
    #expect((Integer(.max) * Integer(.max)).description == "85070591730234615847396907784232501249")
  }
}

@Suite("Error bounds")
struct BoundTests {
  @Test("add, multiply and compare far beyond the range of doubles")
  func range() {
    let huge = Bound.powerOfTen(5000)
    let tiny = Bound.powerOfTen(-5000)
    #expect(huge * tiny > 0.999999 && huge * tiny < 1.000001)
    #expect(huge + tiny == huge)
    #expect(tiny > 0 && tiny < 1e-300 && huge > 1e300 && tiny / huge < tiny)
    #expect((tiny * 3).rightDecimals == 4999)
    #expect(Bound(0.004).rightDecimals == 2)
    #expect(Bound(-3) == 3 && Bound(2) + 2 == 4 && Bound(0) < 1e-300)
  }
}
