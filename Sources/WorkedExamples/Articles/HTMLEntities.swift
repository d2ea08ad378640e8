/// The character of an HTML entity, without `&` and `;`: `times`, `#215`, `#xD7`.
func htmlCharacter(_ entity: String) -> String? {
  if entity.hasPrefix("#") {
    let digits = entity.dropFirst()
    let isHexadecimal = digits.first == "x" || digits.first == "X"
    let code = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return code.flatMap(Unicode.Scalar.init).map { String($0) }
  }
  return characters[entity]
}

private let characters: [String: String] = [
  "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "times": "×", "middot": "·", "sdot": "⋅",
  "minus": "−", "ndash": "–", "mdash": "—", "asymp": "≈", "approx": "≈", "ap": "≈", "cong": "≅", "sime": "≃",
  "sim": "∼", "equiv": "≡", "larr": "←", "rarr": "→", "rArr": "⇒", "Rightarrow": "⇒", "rightarrow": "→",
  "leftarrow": "←", "hArr": "⇔", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "Delta": "Δ", "epsilon": "ε",
  "epsi": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "Theta": "Θ", "iota": "ι", "kappa": "κ", "lambda": "λ",
  "Lambda": "Λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "Sigma": "Σ", "tau": "τ",
  "phi": "φ", "Phi": "Φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Omega": "Ω", "part": "∂", "sum": "∑", "prod": "∏",
  "radic": "√", "nabla": "∇", "frac12": "½", "half": "½", "frac14": "¼", "frac34": "¾", "sup1": "¹", "sup2": "²",
  "sup3": "³", "prime": "′", "le": "≤", "ge": "≥", "ne": "≠", "plusmn": "±", "divide": "÷", "hellip": "…",
  "thinsp": " ", "ensp": " ", "emsp": " ", "infin": "∞", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
  "bull": "•", "deg": "°", "percnt": "%", "equals": "=", "plus": "+", "lpar": "(", "rpar": ")", "lowbar": "_",
  "ast": "*", "lsqb": "[", "rsqb": "]", "lbrack": "[", "rbrack": "]", "lcub": "{", "rcub": "}", "comma": ",",
  "period": ".", "colon": ":", "semi": ";", "sol": "/", "bsol": "\\", "vert": "|", "verbar": "|", "Hat": "^",
  "num": "#", "excl": "!", "dollar": "$", "grave": "`", "InvisibleTimes": "\u{2062}", "it": "\u{2062}",
  "ApplyFunction": "\u{2061}", "af": "\u{2061}", "ic": "\u{2063}", "odot": "⊙", "isin": "∈", "sub": "⊂", "ell": "ℓ",
  "zwnj": "", "zwj": "", "shy": "", "ZeroWidthSpace": "", "Tab": "\t", "NewLine": "\n",
]
