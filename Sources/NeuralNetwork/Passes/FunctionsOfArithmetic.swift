import Expressions

extension Functions {
  /// The function as an arithmetic computes it; nil if there is none of that name with that many arguments.
  package static func callee(
    _ function: Name, arguments: Int, _ arithmetic: Conventions.Rounding, _ precision: Precision
  ) -> Callee? {
    guard arguments == 1, function.subscripts.isEmpty else { return callee(function, arguments: arguments) }
    switch (arithmetic, precision) {
    case (.fused, .double): return callee(function, arguments: 1)
    case (.fused, .single): return callee(function, in: FusedSingle.self)
    case (.textbook, .double): return callee(function, in: TextbookDouble.self)
    case (.textbook, .single): return callee(function, in: TextbookSingle.self)
    }
  }

  private static func callee<A: Arithmetic>(_ function: Name, in _: A.Type) -> Callee? {
    switch function.base {
    case "exp" where function.member == nil: return .ofOne { Double(A.exp(A.Number($0))) }
    case "log" where function.member == nil: return .ofOne { Double(A.log(A.Number($0))) }
    default:
      guard let activation = Activation.called(function.base), function.member == nil || function.member == "deriv"
      else { return callee(function, arguments: 1) }
      return callee(activation, isDerivative: function.member != nil, in: A.self)
    }
  }

  private static func callee<A: Arithmetic>(_ activation: Activation, isDerivative: Bool, in _: A.Type) -> Callee {
    .ofOne { x in
      let net = A.Number(x)
      let out = A.activate(activation, net)
      return Double(isDerivative ? A.derivative(activation, net, out) : out)
    }
  }
}
