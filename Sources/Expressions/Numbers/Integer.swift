import CNumbers

/// An integer of any size: stored inline if it fits 64 bits, otherwise by GMP.
package struct Integer: Sendable {
  private enum Storage: Sendable {
    case small(Int)
    /// Never a value that fits `small`.
    case large(LargeInteger)
  }

  private let storage: Storage

  package init(_ value: Int) { storage = .small(value) }

  /// Parses digits with or without `-`; nil for anything else.
  init?(digits text: String) {
    if text.utf8.count <= 18 {
      guard let value = Int(text) else { return nil }
      self.init(value)
      return
    }
    guard text.utf8.dropFirst().allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    var isRead = false
    self = Integer.computed { result in isRead = nn_integer_read(result, text) == 0 }
    guard isRead else { return nil }
  }

  /// The GMP integer that the body computes.
  static func computed(_ body: (UnsafeMutablePointer<__mpz_struct>) -> Void) -> Integer {
    var value = __mpz_struct()
    nn_integer_init(&value)
    body(&value)
    return Integer(taking: value)
  }

  private init(taking value: consuming __mpz_struct) {
    if nn_integer_fits_long(&value) != 0 {
      storage = .small(nn_integer_long(&value))
      nn_integer_clear(&value)
    } else {
      storage = .large(LargeInteger(value))
    }
  }

  /// Calls the body with the value as a read-only GMP integer.
  func withGMP<Result>(_ body: (UnsafePointer<__mpz_struct>) -> Result) -> Result {
    switch storage {
    case .small(let value):
      var limb = mp_limb_t(value.magnitude)
      return withUnsafePointer(to: &limb) { limb in
        var view = nn_integer_view(limb, Int32(value.signum()))
        return withUnsafePointer(to: &view, body)
      }
    case .large(let value):
      return withExtendedLifetime(value) { withUnsafePointer(to: value.value, body) }
    }
  }

  private static func computed(
    _ a: Integer, _ b: Integer,
    _ body: (UnsafeMutablePointer<__mpz_struct>, UnsafePointer<__mpz_struct>, UnsafePointer<__mpz_struct>) -> Void
  ) -> Integer {
    a.withGMP { a in b.withGMP { b in computed { body($0, a, b) } } }
  }
}

/// A GMP integer, freed with its last owner. It is written once, before it is shared.
private final class LargeInteger: @unchecked Sendable {
  var value: __mpz_struct

  init(_ value: __mpz_struct) { self.value = value }

  deinit { nn_integer_clear(&value) }
}

// MARK: - Properties

extension Integer {
  package var isZero: Bool { if case .small(0) = storage { true } else { false } }

  package var isNegative: Bool {
    switch storage {
    case .small(let value): value < 0
    case .large: withGMP { nn_integer_sign($0) < 0 }
    }
  }

  package var isOdd: Bool {
    switch storage {
    case .small(let value): value & 1 != 0
    case .large: withGMP { nn_integer_is_odd($0) != 0 }
    }
  }

  /// The value if it fits 64 bits.
  package var small: Int? { if case .small(let value) = storage { value } else { nil } }

  package var magnitude: Integer { isNegative ? -self : self }

  /// Decimal digits, 1 for 0.
  package var digitCount: Int {
    switch storage {
    case .small(let value):
      // Bits · log10(2), which is at most one too small.
      let guess = max(1, ((64 - value.magnitude.leadingZeroBitCount) * 1233) >> 12)
      return guess < 19 && value.magnitude >= Integer.powersOfTenInWords[guess] ? guess + 1 : guess
    case .large:
      let estimate = withGMP { Int(nn_integer_digits($0)) }
      return magnitude < Integer.powerOfTen(estimate - 1) ? estimate - 1 : estimate
    }
  }

  /// At least as many as its decimal digits, which take longer to count.
  var mostDigits: Int {
    switch storage {
    case .small: 19
    case .large: withGMP { Int(nn_integer_digits($0)) }
    }
  }

  /// fraction · 2^power, where the fraction has the number's sign and is 0 or from 0.5 to 1 in magnitude.
  var binary: (fraction: Double, power: Int) {
    var power = 0
    let fraction = withGMP { nn_integer_double(&power, $0) }
    return (fraction, power)
  }
}

// MARK: - Arithmetic

extension Integer {
  package static func + (a: Integer, b: Integer) -> Integer {
    if case .small(let x) = a.storage, case .small(let y) = b.storage {
      let (sum, overflow) = x.addingReportingOverflow(y)
      if !overflow { return Integer(sum) }
    }
    return computed(a, b, nn_integer_add)
  }

  package static prefix func - (a: Integer) -> Integer {
    if case .small(let value) = a.storage, value != .min { return Integer(-value) }
    return a.withGMP { a in computed { nn_integer_negate($0, a) } }
  }

  package static func - (a: Integer, b: Integer) -> Integer { a + -b }

  package static func * (a: Integer, b: Integer) -> Integer {
    if case .small(let x) = a.storage, case .small(let y) = b.storage {
      let (product, overflow) = x.multipliedReportingOverflow(by: y)
      if !overflow { return Integer(product) }
    }
    return computed(a, b, nn_integer_multiply)
  }

  /// Division towards zero; the remainder has the sign of this number. The divisor must not be 0.
  package func quotientAndRemainder(dividingBy divisor: Integer) -> (quotient: Integer, remainder: Integer) {
    if case .small(let x) = storage, case .small(let y) = divisor.storage, x != .min {
      let (quotient, remainder) = x.quotientAndRemainder(dividingBy: y)
      return (Integer(quotient), Integer(remainder))
    }
    var quotient = Integer(0)
    let remainder = Integer.computed { remainder in
      quotient = Integer.computed(self, divisor) { nn_integer_divide($0, remainder, $1, $2) }
    }
    return (quotient, remainder)
  }

  /// The square root truncated to an integer, and whether it is exact.
  func squareRoot() -> (root: Integer, isExact: Bool) {
    var root = Integer(0)
    let remainder = Integer.computed { remainder in
      root = withGMP { value in Integer.computed { nn_integer_square_root($0, remainder, value) } }
    }
    return (root, remainder.isZero)
  }

  func power(_ exponent: Int) -> Integer {
    withGMP { base in Integer.computed { nn_integer_power($0, base, UInt(exponent)) } }
  }

  /// 10^exponent; 1 for a negative exponent.
  static func powerOfTen(_ exponent: Int) -> Integer {
    exponent < powersOfTen.count ? powersOfTen[max(0, exponent)] : Integer(10).power(exponent)
  }

  private static let powersOfTenInWords: [UInt] = (0..<20).map { (0..<$0).reduce(1) { power, _ in power * 10 } }

  private static let powersOfTen: [Integer] = (0..<128).map { Integer(10).power($0) }

  /// The integer without trailing zeros, of which at most `limit` are removed.
  func withoutZeros(atMost limit: Int) -> (value: Integer, zeros: Int) {
    guard !isZero, limit > 0 else { return (self, 0) }
    if case .small(var value) = storage {
      var zeros = 0
      while zeros < limit, value % 10 == 0 {
        value /= 10
        zeros += 1
      }
      return (Integer(value), zeros)
    }
    if isOdd { return (self, 0) }
    var zeros = 0
    let stripped = withGMP { value in Integer.computed { zeros = Int(nn_integer_strip_zeros($0, value)) } }
    return zeros <= limit ? (stripped, zeros) : (stripped * Integer.powerOfTen(zeros - limit), limit)
  }
}

extension Integer: Comparable {
  package static func == (a: Integer, b: Integer) -> Bool {
    switch (a.storage, b.storage) {
    case (.small(let x), .small(let y)): x == y
    case (.large, .large): a.withGMP { a in b.withGMP { nn_integer_compare(a, $0) == 0 } }
    default: false
    }
  }

  package static func < (a: Integer, b: Integer) -> Bool {
    if case .small(let x) = a.storage, case .small(let y) = b.storage { return x < y }
    return a.withGMP { a in b.withGMP { nn_integer_compare(a, $0) < 0 } }
  }
}

extension Integer: CustomStringConvertible {
  package var description: String {
    if case .small(let value) = storage { return String(value) }
    return withGMP { value in
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(nn_integer_digits(value)) + 2) { text in
        nn_integer_text(text.baseAddress, value)
        let length = text.firstIndex(of: 0) ?? 0
        return String(decoding: text[..<length].lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
      }
    }
  }
}
