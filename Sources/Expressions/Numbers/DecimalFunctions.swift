import CNumbers

/// Elementary functions of decimals, by MPFR, correct to the given number of significant digits.
///
/// A result that is a short decimal is exact: exp(0) = 1.
@usableFromInline package enum DecimalFunctions {
  /// `e` or `pi`; nil for any other name.
  package static func constant(_ name: String, digits: Int) -> BoundedDecimal? {
    switch name {
    case "e": exp(BoundedDecimal(1), digits)
    case "pi", "π": evaluate(nn_pi, .zero, digits: digits)
    default: nil
    }
  }

  /// The value of a function; nil if there is no such function, or if it is undefined at this point.
  package static func value(_ function: String, _ arguments: [BoundedDecimal], digits: Int) -> BoundedDecimal? {
    guard let first = arguments.first else { return nil }
    let rest = arguments.dropFirst()
    switch function {
    case "sum": return rest.reduce(first, +)
    case "mean": return rest.reduce(first, +).divided(by: BoundedDecimal(arguments.count), digits: digits)
    case "max": return rest.reduce(first) { $0 < $1 ? $1 : $0 }
    case "min": return rest.reduce(first) { $1 < $0 ? $1 : $0 }
    case "length": return BoundedDecimal(arguments.count)
    case "norm": return arguments.map { $0 * $0 }.dropFirst().reduce(first * first, +).squareRoot(digits: digits)
    case "median": return median(arguments, digits)
    case "pow": return arguments.count == 2 ? power(first, arguments[1], digits: digits) : nil
    case "factorial": return arguments.count == 1 ? factorial(first) : nil
    case "binomial":
      guard arguments.count == 2, let above = factorial(first - arguments[1]), let below = factorial(arguments[1])
      else {
        return nil
      }
      return factorial(first)?.divided(by: above * below, digits: digits)
    default: return arguments.count == 1 ? elementary(function, first, digits) : nil
    }
  }

  /// The functions that articles write with signs of their own: `5!`, `\binom{5}{2}`.
  package static let ofArticles: Set = ["factorial", "binomial"]

  /// The product of the whole numbers up to one that is at most 1000; nil for other numbers.
  private static func factorial(_ last: BoundedDecimal) -> BoundedDecimal? {
    guard last.isExact, !last.isNegative, let count = last.value.whole, count <= 1000 else { return nil }
    return (0..<Int(count)).reduce(BoundedDecimal(1)) { $0 * BoundedDecimal($1 + 1) }
  }

  private static func median(_ arguments: [BoundedDecimal], _ digits: Int) -> BoundedDecimal? {
    let sorted = arguments.sorted(by: <)
    let middle = sorted.count / 2
    if sorted.count % 2 == 1 { return sorted[middle] }
    return (sorted[middle - 1] + sorted[middle]).divided(by: BoundedDecimal(2), digits: digits)
  }

  private static func elementary(_ function: String, _ x: BoundedDecimal, _ digits: Int) -> BoundedDecimal? {
    switch function {
    case "exp": exp(x, digits)
    case "log", "ln": evaluate(nn_log, x, digits) { _ in 1 / x.magnitude }
    case "log2": evaluate(nn_log2, x, digits) { _ in 1.4426950408889634 / x.magnitude }
    case "log10": decimalLogarithm(x, digits)
    case "sqrt": x.squareRoot(digits: digits)
    case "abs": x.absolute
    case "sign": BoundedDecimal(x.isZero ? 0 : x.isNegative ? -1 : 1)
    case "sin": evaluate(nn_sin, x, digits) { _ in 1 }
    case "cos": evaluate(nn_cos, x, digits) { _ in 1 }
    case "tan": evaluate(nn_tan, x, digits) { 1 + $0 * $0 }
    case "sinh": isFar(x) ? nil : evaluate(nn_sinh, x, digits) { 1 + $0 }
    case "cosh": isFar(x) ? nil : evaluate(nn_cosh, x, digits) { $0 }
    case "erf": evaluate(nn_erf, x, digits) { _ in Bound(1.13 * exponential(-x.double * x.double)) }
    case "floor", "ceil", "round", "trunc": whole(function, x)
    case "huber": BoundedDecimal(1) < x.absolute ? x.absolute - half : half * x * x
    default: nil
    }
  }
}

// MARK: - By MPFR

extension DecimalFunctions {
  private static func evaluate(_ function: nn_function, _ x: Decimal, _ y: Decimal = .zero, digits: Int)
    -> BoundedDecimal?
  {
    var exponent = 0
    var outcome = nn_undefined
    let significand = Integer.computed { result in
      outcome = x.significand.withGMP { a in
        y.significand.withGMP { b in
          nn_evaluate(
            function, nn_decimal(significand: a, exponent: x.exponent),
            nn_decimal(significand: b, exponent: y.exponent),
            digits, result, &exponent)
        }
      }
    }
    guard outcome != nn_undefined else { return nil }
    let value = Decimal(significand: significand, exponent: exponent)
    return outcome == nn_exact ? BoundedDecimal(value) : BoundedDecimal(roundedTo: value)
  }

  /// - Parameter slope: the magnitude of the derivative, given that of the value.
  private static func evaluate(
    _ function: nn_function, _ x: BoundedDecimal, _ digits: Int, slope: (Bound) -> Bound
  ) -> BoundedDecimal? {
    evaluate(function, x.value, digits: digits).map { $0.after(x, slope: slope($0.magnitude)) }
  }

  /// Whether e^x is out of range.
  private static func isFar(_ x: BoundedDecimal) -> Bool { x.magnitude > 46_000 }

  private static func exp(_ x: BoundedDecimal, _ digits: Int) -> BoundedDecimal? {
    if isFar(x) { return x.isNegative ? .nearlyZero : nil }
    return evaluate(nn_exp, x, digits) { $0 }
  }

  private static func decimalLogarithm(_ x: BoundedDecimal, _ digits: Int) -> BoundedDecimal? {
    let short = x.value.stripped
    let slope = 0.4342944819032518 / x.magnitude
    if short.significand == Integer(1) { return BoundedDecimal(short.exponent).after(x, slope: slope) }
    return evaluate(nn_log10, x, digits) { _ in slope }
  }

  /// base^exponent, exact for whole exponents if not too long; nil if it is undefined or out of range.
  @usableFromInline package static func power(_ base: BoundedDecimal, _ exponent: BoundedDecimal, digits: Int)
    -> BoundedDecimal?
  {
    if exponent.isZero, exponent.isExact { return BoundedDecimal(1) }
    if base.isZero { return exponent.isNegative ? nil : base }
    if exponent.isExact, exponent.value == half.value { return base.squareRoot(digits: digits) }
    let size = base.magnitude.decimalLogarithm
    guard exponent.magnitude * Bound(size) <= Bound(Double(BoundedDecimal.maxExponent)) else { return nil }
    let result: BoundedDecimal?
    let short = base.value.stripped
    if exponent.isExact, let count = exponent.value.whole, count.magnitude <= BoundedDecimal.maxExponent,
      short.significand == Integer(1) || short.digitCount * Int(count.magnitude) <= 20 * digits
    {
      let times = Int(count.magnitude)
      let power = Decimal(significand: short.significand.power(times), exponent: short.exponent * times)
      let (inverse, isExact) = count < 0 ? Decimal.one.divided(by: power, digits: digits) : (power, true)
      result = isExact ? BoundedDecimal(inverse) : BoundedDecimal(roundedTo: inverse)
    } else {
      result = evaluate(nn_power, base.value, exponent.value, digits: digits)
    }
    return result.map { power in
      // A whole exponent is the same in doubles.
      let own =
        exponent.isExact && exponent.value.isWhole
        ? power : power.after(exponent, slope: power.magnitude * Bound(size * 2.302585092994046))
      return own.after(base, slope: power.magnitude * exponent.magnitude / base.magnitude)
    }
  }

  private static func whole(_ function: String, _ x: BoundedDecimal) -> BoundedDecimal {
    let cut = x.value.cut(function == "round" ? .round : .truncate, decimals: 0)
    let isBelow = cut < x.value
    switch function {
    case "ceil" where isBelow: return BoundedDecimal(cut + .one)
    case "floor" where x.value < cut: return BoundedDecimal(cut - .one)
    default: return BoundedDecimal(cut)
    }
  }

  private static let half = BoundedDecimal(Decimal(5, exponent: -1))
}
