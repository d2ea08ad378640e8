import TestSupport
import Testing

@Suite struct ExpectCommandTests {
  @Test("printed digits decide, and the output says whether they are rounded or cut")
  func digits() throws {
    #expect(try TestSession().run("expect 0.788 = 0.78") == "# 0.788 = 0.78: 0.788 truncated\n")
    #expect(try TestSession().run("expect -0.785 = -0.79") == "# -0.785 = -0.79: -0.785 rounded\n")
    #expect(
      try TestSession().run("expect 0.1 + 0.2 = 0.3; expect [1/3, 2/3] = [0.33, 0.67]").contains("error") == false)
    #expect(try TestSession().run("expect 0.788 = 0.77").contains("error: expected 0.788 = 0.77"))
    #expect(try TestSession().run("expect 1234.4 = 1.2e3") == "# 1234.4 = 1.2e3: 1234.4 rounded\n")
  }

  @Test(
    "an integer is that integer",
    arguments: ["0.99 = 0", "1.99 = 1", "0.99 = 1", "-0.5 = 0", "1e-12 = 0", "[0.99, 2] = [1, 2]", "99.5 = 100"])
  func integers(_ claim: String) throws {
    #expect(try TestSession().run("expect \(claim)").contains("error: expected \(claim)"))
    #expect(try TestSession().run("expect not \(claim)") == "")
    #expect(try TestSession().run("expect \(claim) +- 1") == "")
  }

  @Test(
    "but for the rounding of the arithmetic",
    arguments: ["0.1 + 0.2 - 0.3 = 0", "0.1 * 3 * 10 = 3", "sqrt(2)^2 = 2", "3 = 3", "1e15 / 3 * 3 = 1e15"])
  func rounding(_ claim: String) throws {
    #expect(try !TestSession().run("expect \(claim)").contains("error"))
  }

  @Test("a number written behind a comparison in a condition decides with its digits too")
  func conditions() throws {
    #expect(try TestSession().run("expect 0.788 = 0.78 and 0.788 != 0.77") == "")
    #expect(try TestSession().run("expect 0.99 = 1 or 1 > 2").contains("error: expected"))
  }
}
