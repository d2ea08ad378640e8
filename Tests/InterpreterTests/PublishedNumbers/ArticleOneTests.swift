import Interpreter
import TestSupport
import Testing

@Suite("Article 1, line by line")
struct ArticleOneTests {
  /// Every equation of the article, unchanged.
  static let printed = """
    net1_h = 0 * 0.2 + 1 * 0.6 = 0.6
    net2_h = 0 * 0.5 + 1 * 0.7 = 0.7
    net3_h = 0 * 0.4 + 1 * 0.9 = 0.9
    net4_h = 0 * 0.8 + 1 * 0.3 = 0.3
    f(x) = 1 / (1 + exp(-x))
    deriv(x) = f(x) * (1 - f(x))
    output1_h = f(net1_h) = f(0.6) = 0.64
    output2_h = f(net2_h) = f(0.7) = 0.66
    output3_h = f(net3_h) = f(0.9) = 0.71
    output4_h = f(net4_h) = f(0.3) = 0.57
    net_o = 0.64 * 0.6 + 0.66 * 0.7 + 0.71 * 0.3 + 0.57 * 0.4 = 1.28
    output_o = f(net_o) = f(1.28) = 0.78
    target = 1
    error = target - output_o = 1 - 0.78 = 0.22
    delta_error = deriv(output_o) * error = deriv(0.78) * 0.22 = 0.21 * 0.22 = 0.04
    error1_h = delta_error * 0.6 = 0.04 * 0.6 = 0.024
    error2_h = delta_error * 0.6 = 0.04 * 0.7 = 0.028
    error3_h = delta_error * 0.6 = 0.04 * 0.3 = 0.012
    error4_h = delta_error * 0.6 = 0.04 * 0.4 = 0.016
    delta_error1_h = deriv(output1_h) * error1_h = deriv(0.64) * 0.024 = 0.22 * 0.024 = 0.005
    delta_error2_h = deriv(output2_h) * error2_h = deriv(0.66) * 0.028 = 0.224 * 0.028 = 0.006
    delta_error3_h = deriv(output3_h) * error3_h = deriv(0.71) * 0.012 = 0.220 * 0.012 = 0.002
    delta_error4_h = deriv(output4_h) * error4_h = deriv(0.57) * 0.016 = 0.23 * 0.016 = 0.003
    learning_rate = 0.001
    hidden_to_output_1 = old_weight + output1_h * delta_error * learning_rate = 0.6 + 0.64 * 0.04 * 0.001 = 0.6000256
    hidden_to_output_2 = old_weight + output2_h * delta_error * learning_rate = 0.7 + 0.66 * 0.04 * 0.001 = 0.7000264
    hidden_to_output_3 = old_weight + output3_h * delta_error * learning_rate = 0.3 + 0.71 * 0.04 * 0.001 = 0.3000284
    hidden_to_output_4 = old_weight + output4_h * delta_error * learning_rate = 0.4 + 0.57 * 0.04 * 0.001 = 0.4000228
    input_to_hidden_1 = old_weight + input_0 * delta_error1_h * learning_rate = 0.2 + 0 * 0.005 * 0.001 = 0.2
    input_to_hidden_2 = old_weight + input_1 * delta_error1_h * learning_rate = 0.6 + 1 * 0.005 * 0.001 = 0.600005
    input_to_hidden_3 = old_weight + input_0 * delta_error2_h * learning_rate = 0.5 + 0 * 0.006 * 0.001 = 0.5
    input_to_hidden_4 = old_weight + input_1 * delta_error2_h * learning_rate = 0.7 + 1 * 0.006 * 0.001 = 0.700006
    input_to_hidden_5 = old_weight + input_0 * delta_error3_h * learning_rate = 0.4 + 0 * 0.002 * 0.001 = 0.4
    input_to_hidden_6 = old_weight + input_1 * delta_error3_h * learning_rate = 0.9 + 1 * 0.002 * 0.001 = 0.900002
    input_to_hidden_7 = old_weight + input_0 * delta_error4_h * learning_rate = 0.8 + 0 * 0.003 * 0.001 = 0.8
    input_to_hidden_8 = old_weight + input_1 * delta_error4_h * learning_rate = 0.3 + 1 * 0.003 * 0.001 = 0.300003
    """.split(separator: "\n").map(String.init)

  /// Three of its lines use the first unit's weight as a factor; the numbers put in are correct.
  static let slips = ["error2_h", "error3_h", "error4_h"]

  private func replay() throws -> [String] {
    let script = try DiskFiles().read("\(projectFolder)/scripts/articles/1-how-a-neural-network-works.nn")
    let output = try TestSession().run(String(decoding: script, as: UTF8.self))
    return output.split(separator: "\n").map(String.init)
  }

  @Test("the script prints the article's lines character for character, except for three slips")
  func lines() throws {
    let lines = try replay()
    let ours = Set(lines)
    for line in Self.printed {
      let isSlip = Self.slips.contains { line.hasPrefix("\($0) = ") }
      #expect(ours.contains(line) != isSlip, "\(line)")
    }
    #expect(Self.printed.count == 36)
    #expect(!lines.contains { $0.contains("error:") })
  }

  @Test("the lines are in the article's order")
  func order() throws {
    let lines = try replay()
    let wanted = Self.printed.map(\.name).filter { !$0.contains("(") }
    let equations = lines.map(\.name).filter(wanted.contains)
    #expect(equations == wanted)
  }

  @Test("in the slips only the factor differs")
  func slips() throws {
    let lines = try replay()
    for slip in Self.slips {
      let article = try #require(Self.printed.first { $0.name == slip })
      let ours = try #require(lines.first { $0.name == slip })
      let parts = ours.split(separator: " = ")
      #expect(article.split(separator: " = ").suffix(2) == parts.suffix(2))
      #expect(parts[1] == "delta_error * \(parts[2].split(separator: " ")[2])")
    }
  }
}

extension String {
  fileprivate var name: String { String(prefix { $0 != " " }) }
}
