import BigInt

/// Functions of decimals to 40 significant digits, so that cutting them to a few is right.
///
/// A result that is a short decimal, as sigmoid(0) = 0.5 is, comes out as that.
package enum DecimalFunctions {
  package static let digits = 40
  /// Arguments of `exp` beyond this size are refused.
  private static let largestArgument = Decimal(20_000)

  /// The value of a function of one number; nil if there is none of that name here or none at that place.
  package static func value(_ function: Name, _ x: Decimal) -> Decimal? {
    guard function.subscripts.isEmpty else { return nil }
    let isDerivative = function.member == "deriv"
    guard isDerivative || function.member == nil else { return nil }
    let result = isDerivative ? derivative(function.base, x) : value(function.base, x)
    return result?.rounded(toDigits: digits)
  }

  private static func value(_ function: String, _ x: Decimal) -> Decimal? {
    switch function {
    case "exp": exp(x)
    case "log", "ln": log(x)
    case "log2": log(x).flatMap { top in log(Decimal(2)).flatMap { top.divided(by: $0, digits: working) } }
    case "log10": log(x).flatMap { top in log(Decimal(10)).flatMap { top.divided(by: $0, digits: working) } }
    case "sqrt": squareRoot(x)
    case "abs": x.magnitude
    case "sign": sign(x)
    case "sin", "sine": sine(x)
    case "cos": cosine(x)
    case "tanh": tanh(x)
    case "erf": errorFunction(x)
    case "identity": x
    case "sigmoid", "logistic": sigmoid(x)
    case "relu": max(x, .zero)
    case "leaky_relu": x.isNegative ? x * hundredth : x
    case "elu": x.isNegative ? exp(x).map { $0 - .one } : x
    case "softplus": softplus(x)
    case "swish": sigmoid(x).map { x * $0 }
    case "gelu": normalShare(x).map { x * $0 }
    case "gaussian": exp(-(x * x))
    case "step": x > .zero ? .one : .zero
    case "huber": huber(x)
    default: nil
    }
  }

  private static func derivative(_ function: String, _ x: Decimal) -> Decimal? {
    switch function {
    case "identity": return .one
    case "sigmoid", "logistic": return sigmoidDerivative(x)
    case "tanh": return tanh(x).map { .one - $0 * $0 }
    case "relu": return x > .zero ? .one : .zero
    case "leaky_relu": return x > .zero ? .one : hundredth
    case "elu": return x > .zero ? .one : exp(x)
    case "softplus": return sigmoid(x)
    case "swish":
      guard let s = sigmoid(x), let slope = sigmoidDerivative(x) else { return nil }
      return s + x * slope
    case "gelu":
      guard let share = normalShare(x), let bell = exp(x * x * -half), let root = squareRoot(pi * Decimal(2)),
        let density = bell.divided(by: root, digits: working)
      else { return nil }
      return share + x * density
    case "gaussian": return exp(-(x * x)).map { Decimal(-2) * x * $0 }
    case "sine": return cosine(x)
    case "step": return .zero
    default: return nil
    }
  }

  private static let working = digits + 15
  private static let half = Decimal(significand: 5, exponent: -1)
  private static let hundredth = Decimal(significand: 1, exponent: -2)

  private static func sign(_ x: Decimal) -> Decimal { x.isZero ? .zero : x.isNegative ? Decimal(-1) : .one }

  private static func huber(_ x: Decimal) -> Decimal { x.magnitude <= .one ? half * x * x : x.magnitude - half }

  /// By halving the argument until it is small, the Taylor series, and squaring back; 0 far below 0.
  package static func exp(_ x: Decimal) -> Decimal? {
    guard x.magnitude <= largestArgument else { return x.isNegative ? .zero : nil }
    if x.isZero { return .one }
    if x.isNegative { return exp(-x).flatMap { Decimal.one.divided(by: $0, digits: working) } }
    let places = working + 15
    let unit = powerOfTen(places)
    var argument = fixed(x, places)
    var halvings = 0
    while argument > unit / 256 {
      argument /= 2
      halvings += 1
    }
    var term = unit
    var sum = unit
    var n = 1
    while !term.isZero {
      term = term * argument / unit / BigInt(n)
      sum += term
      n += 1
    }
    for _ in 0..<halvings { sum = sum * sum / unit }
    return Decimal(significand: sum, exponent: -places).rounded(toDigits: working)
  }

  /// Halley's iteration on exp from the double's logarithm; nil for 0 and below.
  package static func log(_ x: Decimal) -> Decimal? {
    guard x > .zero else { return nil }
    if x == .one { return .zero }
    // x = m · 10^k with m in 0.1 … 1, so that the double's logarithm is at hand for any x.
    let k = x.digitCount + x.exponent
    let m = Decimal(significand: x.significand, exponent: x.exponent - k)
    guard let small = logarithmNearOne(m) else { return nil }
    guard k != 0 else { return small }
    guard let ten = logarithmNearOne(Decimal(significand: 1, exponent: -1)) else { return nil }
    return (small - Decimal(k) * ten).rounded(toDigits: working)
  }

  private static func logarithmNearOne(_ m: Decimal) -> Decimal? {
    guard var y = Decimal(naturalLogarithm(m.double)) else { return nil }
    for _ in 0..<3 {
      guard let power = exp(y), let step = ((m - power) * Decimal(2)).divided(by: m + power, digits: working) else {
        return nil
      }
      y = (y + step).rounded(toDigits: working)
    }
    return y
  }

  package static func squareRoot(_ x: Decimal) -> Decimal? {
    guard !x.isNegative else { return nil }
    guard !x.isZero else { return .zero }
    var shift = max(0, 2 * working - x.digitCount)
    if (x.exponent - shift) % 2 != 0 { shift += 1 }
    let root = (x.significand.magnitude * BigUInt(10).power(shift)).squareRoot()
    return Decimal(significand: BigInt(root), exponent: (x.exponent - shift) / 2).rounded(toDigits: working)
  }

  private static func sigmoid(_ x: Decimal) -> Decimal? {
    x < -largestArgument ? .zero : exp(-x).flatMap { Decimal.one.divided(by: .one + $0, digits: working) }
  }

  /// e^−|x| / (1 + e^−|x|)², which does not cancel.
  private static func sigmoidDerivative(_ x: Decimal) -> Decimal? {
    exp(-x.magnitude).flatMap { $0.divided(by: (.one + $0) * (.one + $0), digits: working) }
  }

  private static func tanh(_ x: Decimal) -> Decimal? {
    if x.magnitude < hundredth, !x.isZero {
      // (e^x − e^−x) / (e^x + e^−x) by the series of both, as their difference would cancel.
      let (odd, even) = series(x)
      return odd.divided(by: even, digits: working)
    }
    if x.magnitude > Decimal(200) { return sign(x) }
    return exp(Decimal(2) * x).flatMap { ($0 - .one).divided(by: $0 + .one, digits: working) }
  }

  /// sinh and cosh of a small number.
  private static func series(_ x: Decimal) -> (odd: Decimal, even: Decimal) {
    var sums = (odd: Decimal.zero, even: Decimal.zero)
    var term = Decimal.one
    for n in 0..<60 {
      if n % 2 == 0 { sums.even = sums.even + term } else { sums.odd = sums.odd + term }
      term = (term * x).divided(by: Decimal(n + 1), digits: working) ?? .zero
    }
    return sums
  }

  /// ln(1 + e^x) = max(x, 0) + ln(1 + e^−|x|).
  private static func softplus(_ x: Decimal) -> Decimal? {
    guard let tail = exp(-x.magnitude) else { return nil }
    return log(.one + tail).map { max(x, .zero) + $0 }
  }

  private static func normalShare(_ x: Decimal) -> Decimal? {
    guard let root = squareRoot(Decimal(2)), let scaled = x.divided(by: root, digits: working) else { return nil }
    return errorFunction(scaled).map { half * (.one + $0) }
  }

  /// 2/√π · e^−x² · Σ 2ⁿ x^(2n+1) / (2n+1)!!
  private static func errorFunction(_ x: Decimal) -> Decimal? {
    if x.magnitude > Decimal(12) { return sign(x) }
    guard let bell = exp(-(x * x)), let root = squareRoot(pi) else { return nil }
    let square = (x * x).rounded(toDigits: working)
    var term = x
    var sum = x
    for n in 1..<1200 {
      term = (term * square * Decimal(2)).divided(by: Decimal(2 * n + 1), digits: working) ?? .zero
      guard !term.isZero, term.magnitude > sum.magnitude * Decimal(significand: 1, exponent: -working) else { break }
      sum = (sum + term).rounded(toDigits: working)
    }
    return (Decimal(2) * bell * sum).divided(by: root, digits: working)
  }

  private static func sine(_ x: Decimal) -> Decimal? { trigonometric(x, startsAt: 1) }
  private static func cosine(_ x: Decimal) -> Decimal? { trigonometric(x, startsAt: 0) }

  private static func trigonometric(_ x: Decimal, startsAt first: Int) -> Decimal? {
    guard x.magnitude <= largestArgument else { return nil }
    let turns = x.divided(by: Decimal(2) * pi, digits: working)?.cut(.round, decimals: 0) ?? .zero
    let places = working + 15
    let unit = powerOfTen(places)
    let angle = fixed(x - turns * Decimal(2) * pi, places)
    var term = first == 1 ? angle : unit
    var sum = term
    var n = first + 1
    while !term.isZero {
      term = -(term * angle / unit * angle / unit) / BigInt(n * (n + 1))
      sum += term
      n += 2
    }
    return Decimal(significand: sum, exponent: -places).rounded(toDigits: working - 5)
  }

  /// Machin 1706: π = 16 atan(1/5) − 4 atan(1/239).
  package static let pi: Decimal = {
    let places = working + 20
    let unit = powerOfTen(places)
    func arctangent(ofOneOver n: Int) -> BigInt {
      var power = unit / BigInt(n)
      var sum = power
      var k = 1
      while !power.isZero {
        power /= BigInt(-n * n)
        sum += power / BigInt(2 * k + 1)
        k += 1
      }
      return sum
    }
    let value = 16 * arctangent(ofOneOver: 5) - 4 * arctangent(ofOneOver: 239)
    return Decimal(significand: value, exponent: -places).rounded(toDigits: places - 5)
  }()

  /// The value times 10^places, cut to a whole number.
  private static func fixed(_ x: Decimal, _ places: Int) -> BigInt {
    let shift = x.exponent + places
    if shift >= 0 { return x.significand * powerOfTen(shift) }
    return x.significand / powerOfTen(-shift)
  }
}
