/// The words after a backslash that formulas are read with.
enum LatexWords {
  static let spacing: Set<String> = [
    "quad", "qquad", "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr",
    "Biggl", "Biggr", "middle", "displaystyle", "textstyle", "scriptstyle", "hspace", "thinspace", "enspace", "limits",
    "nolimits", "nonumber", "notag", "large", "Large", "small", "normalsize", "bf", "rm", "it", "hfill", "mathstrut",
  ]

  static let operators: [String: Operator] = [
    "cdot": .multiply, "times": .multiply, "ast": .multiply, "odot": .multiply, "circ": .multiply, "bullet": .multiply,
    "cdotp": .multiply, "star": .multiply, "otimes": .multiply, "div": .divide, "le": .lessOrEqual, "leq": .lessOrEqual,
    "ge": .greaterOrEqual, "geq": .greaterOrEqual, "lt": .less, "gt": .greater, "ne": .notEqual,
    "neq": .notEqual,
  ]

  static let functions: Set<String> = [
    "exp", "ln", "log", "lg", "tanh", "sinh", "cosh", "sin", "cos", "tan", "max", "min",
  ]

  static let fonts: Set<String> = [
    "text", "mathrm", "mathit", "mathbf", "mathbb", "mathcal", "mathsf", "mathtt", "mathscr", "boldsymbol", "bm",
    "operatorname", "textrm", "textbf", "textit", "texttt", "mbox", "pmb",
  ]

  /// Combining marks.
  static let accents: [String: String] = [
    "hat": "\u{302}", "widehat": "\u{302}", "bar": "\u{304}", "overline": "\u{304}", "tilde": "\u{303}",
    "widetilde": "\u{303}", "vec": "\u{20D7}", "dot": "\u{307}", "ddot": "\u{308}", "underline": "\u{332}",
    "check": "\u{30C}",
  ]

  static let letters: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "Gamma": "Γ", "delta": "δ", "Delta": "Δ", "epsilon": "ε",
    "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "θ", "Theta": "Θ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "Lambda": "Λ", "mu": "μ", "nu": "ν", "xi": "ξ", "Xi": "Ξ", "pi": "π", "Pi": "Π", "rho": "ρ",
    "sigma": "σ", "varsigma": "σ", "Sigma": "Σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "Phi": "Φ",
    "chi": "χ", "psi": "ψ", "Psi": "Ψ", "omega": "ω", "Omega": "Ω", "nabla": "∇", "ell": "ℓ", "infty": "∞",
    // Transposed.
    "top": "T", "intercal": "T",
  ]
}
