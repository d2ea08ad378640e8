import TestSupport
import Testing

/// What other programs would accept, and the command that the message proposes.
@Suite struct CorrectionTests {
  static let corrections = [
    ("set w1 = 0.5", "set w1 0.5"), ("rate = 0.1", "rate 0.1"), ("rate abc", "(abc)"),
    ("forward 0,1", "forward 0 1"), ("watch w5 h1.out", "watch w5, h1.out"), ("print 1 2 3", "print 1, 2 3"),
    ("net 2 4 relu 1", "net 2 4:relu 1"), ("net 2 4 leaky-relu(0.1) 1", "net 2 4:leaky-relu(0.1) 1"),
    ("net 2-4-1", "net 2 4 1"), ("net [2, 4, 1]", "net 2 4 1"), ("net 2,4,1", "net 2 4 1"),
    ("lr 0.1", "did you mean rate?"), ("fit 100", "did you mean train?"), ("learn 100", "did you mean train?"),
    ("momentum 0.9", "did you mean optimizer momentum?"), ("exit", "did you mean quit?"),
    ("w1 = 5", "set w1 5"), ("b[o] = 5", "set b[o] 5"), ("x = 5", "let x = 5"), ("x = a + 1", "let x = a + 1"),
    ("weights h 1 2 3", "separate the units' weights with '/'"), ("digits 50", "from 1 to 17"),
    ("show", "show net|weights|units"), ("repeat 3 train 10", "repeat 3 { train 10 }"),
    ("relu", "did you mean activation h relu?"), ("bias", "did you mean help bias?"),
    ("gradient", "did you mean help gradient?"), ("activations", "did you mean activation?"),
    ("read pets.csv", "did you mean data load FILE?"), ("draw loss", "did you mean plot?"),
    ("iterate 9", "mean train?"),
    ("next", "did you mean forward?"), ("help lr", "help: help rate"), ("help dataset", "help: help data"),
    ("help begin", "help: help start"),
    ("train until loss < 1", "help: train 1000 until loss < 1"),
    ("while loss > 1 { print 1 }", "while loss > 1 max 1000 { … }"),
  ]

  @Test("a message proposes what to type instead", arguments: corrections)
  func correction(_ typed: String, _ help: String) throws {
    let printed = try TestSession().run("net 2 4 1\ndata or; \(typed)")
    #expect(printed.contains("error:"))
    #expect(printed.contains(help), "\(printed)")
  }

  @Test("clear proposes nothing that would lose data")
  func clear() throws {
    #expect(!(try TestSession().run("clear").contains("data clear")))
  }

  @Test("a number of epochs is checked before anything is printed")
  func negativeEpochs() throws {
    #expect(try TestSession().run("net 2 4 1; train -5").hasPrefix("test.nn:1:18: error: the number of epochs"))
  }
}
