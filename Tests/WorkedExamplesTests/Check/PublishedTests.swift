import Expressions
import Testing
import WorkedExamples

/// Published calculations, line by line as printed.
@Suite struct PublishedTests {
  static let liashchynskyi = [
    "net1_h = 0 * 0.2 + 1 * 0.6 = 0.6", "net2_h = 0 * 0.5 + 1 * 0.7 = 0.7", "net3_h = 0 * 0.4 + 1 * 0.9 = 0.9",
    "net4_h = 0 * 0.8 + 1 * 0.3 = 0.3", "f(x) = 1 / (1 + exp(-x))", "deriv(x) = f(x) * (1 - f(x))",
    "output1_h = f(net1_h) = f(0.6) = 0.64", "output2_h = f(net2_h) = f(0.7) = 0.66",
    "output3_h = f(net3_h) = f(0.9) = 0.71", "output4_h = f(net4_h) = f(0.3) = 0.57",
    "net_o = 0.64 * 0.6 + 0.66 * 0.7 + 0.71 * 0.3 + 0.57 * 0.4 = 1.28", "output_o = f(net_o) = f(1.28) = 0.78",
    "target = 1", "error = target - output_o = 1 - 0.78 = 0.22",
    "delta_error = deriv(output_o) * error = deriv(0.78) * 0.22 = 0.21 * 0.22 = 0.04",
    "error1_h = delta_error * 0.6 = 0.04 * 0.6 = 0.024", "error2_h = delta_error * 0.6 = 0.04 * 0.7 = 0.028",
    "error3_h = delta_error * 0.6 = 0.04 * 0.3 = 0.012", "error4_h = delta_error * 0.6 = 0.04 * 0.4 = 0.016",
    "delta_error1_h = deriv(output1_h) * error1_h = deriv(0.64) * 0.024 = 0.22 * 0.024 = 0.005",
    "delta_error2_h = deriv(output2_h) * error2_h = deriv(0.66) * 0.028 = 0.224 * 0.028 = 0.006",
    "delta_error3_h = deriv(output3_h) * error3_h = deriv(0.71) * 0.012 = 0.220 * 0.012 = 0.002",
    "delta_error4_h = deriv(output4_h) * error4_h = deriv(0.57) * 0.016 = 0.23 * 0.016 = 0.003",
    "learning_rate = 0.001",
    "hidden_to_output_1 = old_weight + output1_h * delta_error * learning_rate = 0.6 + 0.64 * 0.04 * 0.001 = 0.6000256",
    "hidden_to_output_2 = old_weight + output2_h * delta_error * learning_rate = 0.7 + 0.66 * 0.04 * 0.001 = 0.7000264",
    "hidden_to_output_3 = old_weight + output3_h * delta_error * learning_rate = 0.3 + 0.71 * 0.04 * 0.001 = 0.3000284",
    "hidden_to_output_4 = old_weight + output4_h * delta_error * learning_rate = 0.4 + 0.57 * 0.04 * 0.001 = 0.4000228",
    "input_to_hidden_1 = old_weight + input_0 * delta_error1_h * learning_rate = 0.2 + 0 * 0.005 * 0.001 = 0.2",
    "input_to_hidden_2 = old_weight + input_1 * delta_error1_h * learning_rate = 0.6 + 1 * 0.005 * 0.001 = 0.600005",
    "input_to_hidden_8 = old_weight + input_1 * delta_error4_h * learning_rate = 0.3 + 1 * 0.003 * 0.001 = 0.300003",
  ]

  @Test("the article on XOR has three wrong factors, takes the derivative of the output, truncates, and nothing else")
  func articleOne() throws {
    let lines = try AuditedLines(Self.liashchynskyi)
    let wrong = zip(Self.liashchynskyi, lines.findings).filter { !$0.1.verdict.isRight }
    #expect(wrong.map { String($0.0.prefix(8)) } == ["error2_h", "error3_h", "error4_h"])
    #expect(wrong.map { $0.1.marked(in: $0.0) } == ["0.6", "0.6", "0.6"])
    #expect(
      wrong.map { $0.1.fault?.label } == [
        "should be 0.7: 0.028 follows from it", "should be 0.3: 0.012 follows from it",
        "should be 0.4: 0.016 follows from it",
      ])
    #expect(
      lines.audit.summary() == [
        "31 lines: 13 exact, 11 truncated, 4 defined, 3 wrong",
        "truncating explains 16 of 16 cut numbers, rounding 6: the numbers are truncated, which the text does not say",
        "decimals: 2 (10 of 16), 3 (6 of 16)",
        "article:15:1: the derivative is taken of the output instead of the net input in delta_error and 4 more",
        "article:17:1: wrong in error2_h: 0.6 should be 0.7", "article:18:1: wrong in error3_h: 0.6 should be 0.3",
        "article:19:1: wrong in error4_h: 0.6 should be 0.4",
      ])
    #expect(
      lines.findings[14].notes.last
        == "delta_error: 0.04 here, 0.0361 by the chain rule: deriv is taken of the output output_o instead of the net "
        + "input net_o")
  }

  @Test("Mazur's step by step example is right in every line")
  func mazur() throws {
    let lines = try AuditedLines([
      "i1 = 0.05", "i2 = 0.10", "net_h1 = w1 * i1 + w2 * i2 + b1 * 1",
      "net_{h1} = 0.15 * 0.05 + 0.2 * 0.1 + 0.35 * 1 = 0.3775",
      "out_{h1} = \\frac{1}{1+e^{-net_{h1}}} = \\frac{1}{1+e^{-0.3775}} = 0.593269992", "out_h2 = 0.596884378",
      "net_o1 = 0.4 * 0.593269992 + 0.45 * 0.596884378 + 0.6 * 1 = 1.105905967",
      "out_o1 = 1/(1+e^-net_o1) = 1/(1+e^{-1.105905967}) = 0.75136507", "out_o2 = 0.772928465",
      "E_o1 = ½(target_o1 - out_o1)² = ½(0.01 - 0.75136507)² = 0.274811083", "E_o2 = 0.023560026",
      "E_total = E_o1 + E_o2 = 0.274811083 + 0.023560026 = 0.298371109",
      "∂E_total/∂out_o1 = -(target_{o1} - out_{o1}) = -(0.01 - 0.75136507) = 0.74136507",
      "\\frac{\\partial out_{o1}}{\\partial net_{o1}} = out_{o1}(1 - out_{o1}) = 0.75136507(1 - 0.75136507) = 0.186815602",
      "∂net_o1/∂w5 = 1 * out_h1 * w5^(1-1) + 0 + 0 = out_h1 = 0.593269992",
      "∂E_total/∂w5 = ∂E_total/∂out_o1 * ∂out_o1/∂net_o1 * ∂net_o1/∂w5",
      "∂E_total/∂w5 = 0.74136507 * 0.186815602 * 0.593269992 = 0.082167041",
      "w5^+ = w5 - η * ∂E_total/∂w5 = 0.4 - 0.5 * 0.082167041 = 0.35891648",
      "∂E_o1/∂net_o1 = ∂E_o1/∂out_o1 * ∂out_o1/∂net_o1 = 0.74136507 * 0.186815602 = 0.138498562",
      "∂net_o1/∂out_h1 = w5 = 0.40",
      "∂E_o1/∂out_h1 = ∂E_o1/∂net_o1 * ∂net_o1/∂out_h1 = 0.138498562 * 0.40 = 0.055399425",
      "∂E_o2/∂out_h1 = -0.019049119",
      "∂E_total/∂out_h1 = ∂E_o1/∂out_h1 + ∂E_o2/∂out_h1 = 0.055399425 + -0.019049119 = 0.036350306",
      "∂out_h1/∂net_h1 = out_h1(1 - out_h1) = 0.59326999(1 - 0.59326999 ) =0.241300709",
      "∂E_total/∂w1 = 0.036350306 * 0.241300709 * 0.05 = 0.000438568",
      "w1^+ = w1 - η * ∂E_total/∂w1 = 0.15 - 0.5 * 0.000438568 = 0.149780716",
    ])
    #expect(lines.findings.allSatisfy { $0.fault == nil })
    #expect(lines.audit.summary()[1] == "rounding explains 13 of 13 cut numbers, truncating 4")
  }

  @Test("a digit changed in Mazur's example is found")
  func mazurChanged() throws {
    var lines = try AuditedLines(["a = 0.74136507", "b = 0.186815602", "c = 0.593269992"])
    #expect(
      try lines.check("g = a * b * c = 0.74136507 * 0.186815602 * 0.593269992 = 0.082167042").verdict == .lastDigitOff)
    #expect(try lines.check("g = a * b * c = 0.74136507 * 0.186815602 * 0.593269992 = 0.082267041").verdict == .wrong)
    let line = "g = a * b * c = 0.74136507 * 0.186815602 * 0.592269992 = 0.082028541"
    #expect(try lines.check(line).marked(in: line) == "0.592269992")
  }
}
