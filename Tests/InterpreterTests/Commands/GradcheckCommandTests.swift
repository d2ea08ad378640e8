import TestSupport
import Testing

@Suite struct GradcheckCommandTests {
  @Test(
    "backpropagation agrees with central differences for every activation and loss",
    arguments: [
      "net 2 4 1", "net 3 3:tanh 2:softplus 2", "net 2 3:relu 2", "net 2 3:elu 2:swish", "net 2 3:gelu 2:gaussian",
      "net 2 3:sine 3:softmax", "net 2 3:leaky-relu 2:identity", "net 2 3 2 no-bias",
      "net 2 3 2; connect i1 o1; disconnect i2 h1; share w1 w2",
    ],
    ["half-squared", "squared", "mean-squared", "mean-absolute", "huber"])
  func agrees(_ net: String, _ loss: String) throws {
    let printed = try TestSession().run(
      """
      \(net)
      seed 4
      init normal 0 1
      loss \(loss)
      detail off
      data gauss 12 0.3
      data clear
      """ + pass(net) + "\ngradcheck")
    #expect(!printed.contains("error:"), "\(printed)")
    #expect(printed.contains("parameters, the current sample: relative error at most "))
  }

  @Test("single precision does not fail the check: it compares formulas, in double precision")
  func singlePrecision() throws {
    let lines = "net 2 3 1; seed 5; init normal 0 1; data xor; gradcheck"
    let single = try TestSession().run("precision single; \(lines)")
    #expect(try single == TestSession().run(lines))
    #expect(single.contains("# 13 parameters"))
  }

  private func pass(_ net: String) -> String {
    let inputs = net.hasPrefix("net 3") ? "0.3 -0.7 0.2" : "0.3 -0.7"
    let outputs = net.hasSuffix("4 1") ? "0.9" : net.hasSuffix("3:softmax") ? "0 1 0" : "0.9 0.1"
    return "\nforward \(inputs)\nbackward \(outputs)"
  }

  @Test("with data and no current sample the whole data set is checked")
  func data() throws {
    let printed = try TestSession().run("net 2 3 1; data xor; gradcheck 1e-4")
    #expect(printed.contains("# 13 parameters, the 4 samples of the data: relative error at most "))
    #expect(!printed.contains("error:"))
  }

  @Test("a gradient that does not follow the chain rule is a mismatch that names the convention")
  func misapplied() throws {
    let printed = try TestSession().run(
      "net 2 3 1; convention derivative misapplied; detail off; forward 0 1; backward 1; gradcheck")
    #expect(printed.contains("error: backpropagation differs from central differences"))
    #expect(printed.contains("convention derivative net"))
  }

  @Test("without samples there is nothing to check")
  func nothing() throws {
    #expect(try TestSession().run("net 2 1; gradcheck").contains("error: no current sample and no data"))
    #expect(try TestSession().run("net 2 1; gradcheck 0").contains("EPS must be above 0"))
  }
}
