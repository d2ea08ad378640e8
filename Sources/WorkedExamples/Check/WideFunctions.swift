import BigInt
import Expressions
import Glibc

/// Functions of wide decimals to any number of digits.
extension WideDecimal {
  /// 10^k · e^r with x = k·ln 10 + r: e^r by Taylor's series of r / 2^8, squared 8 times; nil beyond 10^±20000.
  func exponential(digits: Int) -> WideDecimal? {
    let size = magnitude
    guard size < 46_000 else { return nil }
    if isZero, isExact { return WideDecimal(1) }
    let power = (double / WideDecimal.naturalLogarithmOfTen).rounded()
    let places = digits + 20
    var rest = self
    if power != 0 { rest = self - WideDecimal(Int(power)) * WideDecimal.logarithmOfTen(places: places + 6) }
    let halvings = 8
    let one = WideDecimal.powerOfTen(places)
    let x = rest.scaled(to: places) >> halvings
    var sum = one
    var term = one
    var index = 1
    while term.magnitude > 1 {
      term = term * x / one / BigInt(index)
      sum += term
      index += 1
    }
    for _ in 0..<halvings { sum = sum * sum / one }
    let result = WideDecimal(sum, scale: places - Int(power)).rounded(digits: digits)
    let bound = result.magnitude * pow(10, Double(2 - digits))
    return WideDecimal(result.significand, scale: result.scale, isExact: false, uncertainty: bound)
      .after(self, steepness: result.double)
  }

  private static let naturalLogarithmOfTen = 2.302585092994046

  /// 46·artanh(1/31) + 34·artanh(1/49) + 20·artanh(1/161)
  private static func logarithmOfTen(places: Int) -> WideDecimal {
    let one = powerOfTen(places + 5)
    func inverseTangent(of inverse: Int) -> BigInt {
      var power = one / BigInt(inverse)
      var sum = power
      var index = 3
      while power != 0 {
        power /= BigInt(inverse * inverse)
        sum += power / BigInt(index)
        index += 2
      }
      return sum
    }
    let sum = 46 * inverseTangent(of: 31) + 34 * inverseTangent(of: 49) + 20 * inverseTangent(of: 161)
    return WideDecimal(sum, scale: places + 5)
  }

  /// By Newton's steps of third order from the double's logarithm; nil for numbers not above zero.
  func logarithm(digits: Int) -> WideDecimal? {
    guard !isNegative, !isZero else { return nil }
    guard significand != WideDecimal.powerOfTen(max(0, scale)) || scale < 0 else { return WideDecimal(0) }
    let start = log(Double(rounded(digits: 17).text(significantDigits: 17)) ?? 1) + Double(exponent) * log(10)
    guard var y = WideDecimal(start) else { return nil }
    var good = 14
    while good < digits + 2 {
      good *= 3
      guard let power = y.exponential(digits: digits + 10),
        let step = (self - power).divided(by: self + power, digits: digits + 10)
      else { return nil }
      y = (y + step + step).rounded(digits: digits + 10)
    }
    let bound = pow(10, Double(y.exponent - digits + 1))
    let value = WideDecimal(y.significand, scale: y.scale, isExact: false, uncertainty: bound).rounded(digits: digits)
    return value.after(self, steepness: 1 / double)
  }

  /// The first digits as a number from 1 to 10.
  private func text(significantDigits: Int) -> String {
    let all = String(significand.magnitude).prefix(significantDigits)
    return "\(all.prefix(1)).\(all.dropFirst())0"
  }

  func squareRoot(digits: Int) -> WideDecimal? {
    guard !isNegative else { return nil }
    guard !isZero else { return self }
    var places = max(digits - exponent / 2 + 2, 1)
    places = max(places, (scale + 1) / 2)
    let square = scaled(to: 2 * places)
    let root = square.squareRoot()
    var result = WideDecimal(root, scale: places)
    if root * root != square { result = result.rounded(digits: digits) }
    let off = root * root == square ? 0 : pow(10, Double(exponent / 2 - digits + 2))
    result = WideDecimal(result.significand, scale: result.scale, isExact: off == 0, uncertainty: off)
    return result.trimmed.after(self, steepness: 0.5 / result.double)
  }

  /// self^exponent: whole exponents by multiplication, the others by logarithm; nil where it has no value.
  func power(_ exponent: WideDecimal, digits: Int) -> WideDecimal? {
    let whole = exponent.trimmed
    if exponent.isExact, whole.scale <= 0, whole.magnitude <= 10_000 {
      let count = Int(whole.double)
      var result = WideDecimal(1)
      var square = self
      var rest = count.magnitude
      while rest > 0 {
        if rest % 2 == 1 { result = (result * square).shortened(beyond: 20 * digits) }
        rest /= 2
        if rest > 0 { square = (square * square).shortened(beyond: 20 * digits) }
        guard (-20_000...20_000).contains(square.exponent) else { return nil }
      }
      return count < 0 ? WideDecimal(1).divided(by: result, digits: digits) : result
    }
    if isZero { return exponent.isNegative ? nil : self }
    if exponent.equals(WideDecimal(5, tenths: 1)) { return squareRoot(digits: digits) }
    return logarithm(digits: digits + 5).flatMap { ($0 * exponent).exponential(digits: digits) }
  }

  /// Rounded to half as many digits as it may have, if it has more.
  private func shortened(beyond limit: Int) -> WideDecimal {
    exponent + scale > limit ? rounded(digits: limit / 2) : self
  }

  private init(_ value: Int, tenths: Int) { self.init(BigInt(value), scale: tenths) }

  /// 1 / (1 + e^−x)
  func logistic(digits: Int) -> WideDecimal? {
    guard let power = (-self).exponential(digits: digits + 5),
      let value = WideDecimal(1).divided(by: WideDecimal(1) + power, digits: digits)
    else { return nil }
    let slope = value.double * (1 - value.double)
    return WideDecimal(
      value.significand, scale: value.scale, isExact: false, uncertainty: pow(10, Double(1 - digits)) * value.magnitude
    )
    .after(self, steepness: slope)
  }

  /// (e^2x − 1) / (e^2x + 1)
  func hyperbolicTangent(digits: Int) -> WideDecimal? {
    if isZero { return self }
    let extra = digits + max(0, -exponent) + 5
    guard let power = (self + self).exponential(digits: extra),
      let value = (power - WideDecimal(1)).divided(by: power + WideDecimal(1), digits: digits)
    else { return nil }
    return WideDecimal(
      value.significand, scale: value.scale, isExact: false, uncertainty: pow(10, Double(1 - digits)) * value.magnitude
    )
    .after(self, steepness: 1 - value.double * value.double)
  }
}
