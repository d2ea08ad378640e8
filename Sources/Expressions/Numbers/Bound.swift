/// A magnitude with the precision of a double and a much larger range: fraction · 2^(512·steps).
///
/// Error bounds use it, so that none underflows to 0 or overflows to infinity.
package struct Bound: Sendable, Equatable {
  /// From 2^−256 to 2^256, or 0, or infinity.
  private let fraction: Double
  private let steps: Int

  package static let zero = Bound(0)
  /// Half the distance from 1 to the next double.
  package static let halfUlp = Bound(0x1p-53)

  package init(_ value: Double) { self.init(fraction: value.magnitude, steps: 0) }

  private init(fraction: Double, steps: Int) {
    var fraction = fraction
    var steps = steps
    if fraction > 0, fraction.isFinite {
      while fraction >= 0x1p256 {
        fraction *= 0x1p-512
        steps += 1
      }
      while fraction < 0x1p-256 {
        fraction *= 0x1p512
        steps -= 1
      }
    } else {
      steps = 0
    }
    self.fraction = fraction
    self.steps = steps
  }

  private init(_ fraction: Double, timesTwoTo power: Int) {
    let steps = (power + 256) >> 9
    self.init(
      fraction: Double(sign: .plus, exponent: power - steps << 9, significand: fraction.magnitude), steps: steps)
  }

  /// |value|
  package init(_ value: Decimal) {
    let size: Bound
    if let small = value.significand.small {
      size = Bound(Double(small))
    } else {
      let (fraction, power) = value.significand.binary
      size = Bound(fraction, timesTwoTo: power)
    }
    self = value.exponent == 0 ? size : size * Bound.powerOfTen(value.exponent)
  }

  /// 10^exponent
  package static func powerOfTen(_ exponent: Int) -> Bound {
    if (-40...40).contains(exponent) { return powersOfTen[exponent + 40] }
    let power = Double(exponent) * 3.321928094887362
    let whole = power.rounded(.down)
    return Bound(powerOfTwo(power - whole), timesTwoTo: Int(whole))
  }

  private static let powersOfTen: [Bound] = (-40...40).map { Bound(power(10, Double($0))) }

  package var isZero: Bool { fraction == 0 }

  /// The number of decimals for which a number with this error is correct to half a unit of the last.
  package var rightDecimals: Int {
    guard !isZero, fraction.isFinite else { return isZero ? .max : .min }
    return Int((-(self * 2).decimalLogarithm).rounded(.down))
  }

  /// log10
  var decimalLogarithm: Double { logarithmOfTen(fraction) + Double(steps) * 154.12735977983647 }
}

extension Bound {
  package static func + (a: Bound, b: Bound) -> Bound {
    if a.steps == b.steps || a.isZero || b.isZero || !a.fraction.isFinite || !b.fraction.isFinite {
      return Bound(fraction: a.fraction + b.fraction, steps: a.isZero ? b.steps : a.steps)
    }
    let (large, small) = a.steps > b.steps ? (a, b) : (b, a)
    guard large.steps - small.steps == 1 else { return large }
    return Bound(fraction: large.fraction + small.fraction * 0x1p-512, steps: large.steps)
  }

  package static func * (a: Bound, b: Bound) -> Bound {
    if a.isZero || b.isZero { return .zero }
    return Bound(fraction: a.fraction * b.fraction, steps: a.steps + b.steps)
  }

  package static func / (a: Bound, b: Bound) -> Bound {
    if a.isZero { return .zero }
    return Bound(fraction: a.fraction / b.fraction, steps: a.steps - b.steps)
  }

  package static func += (a: inout Bound, b: Bound) { a = a + b }
}

extension Bound: Comparable {
  package static func < (a: Bound, b: Bound) -> Bool {
    let isByFraction = a.steps == b.steps || a.isZero || b.isZero || !a.fraction.isFinite || !b.fraction.isFinite
    return isByFraction ? a.fraction < b.fraction : a.steps < b.steps
  }
}

extension Bound: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  package init(floatLiteral value: Double) { self.init(value) }
  package init(integerLiteral value: Int) { self.init(Double(value)) }
}

extension Bound: CustomStringConvertible {
  /// The bound to two digits: `0.0012`, `4e+17`.
  package var description: String {
    if steps == 0 { return rounded(fraction, digits: 2) }
    return fraction.isFinite ? "1e\(decimalLogarithm < 0 ? "" : "+")\(Int(decimalLogarithm.rounded(.up)))" : "inf"
  }
}
