import Interpreter

/// Random commands, right and wrong, made from the forms of all commands: a new command is tried without being named
/// here.
package struct RandomCommands {
  private var draw: RandomDraws

  package init(seed: UInt64) { draw = RandomDraws(seed: seed) }

  /// The examples of all commands.
  package static let examples = CommandTable.nnsh.synopses.flatMap(\.examples)

  /// Operands by the capitals that stand for them; others are numbers.
  private static let operands: [String: [String]] = [
    "LAYER": ["h", "o", "i", "h1", "h2"], "UNIT": ["h1", "o1", "i1", "h[2]", "h2[1]"],
    "FROM": ["i1", "i2", "h1", "i"], "TO": ["o1", "h1", "h2", "o"],
    "PARAMETERS": ["w1", "w2", "w[i1,h1]", "b[h1]", "w[h]", "b", "w", "o1", "h"],
    "NAME": ["x", "y", "f", "net_{k}"], "SNAPSHOT": ["x", "y", "f"],
    "FUNCTION": ["tanh", "relu", "sigmoid", "leaky-relu", "softmax", "step", "identity", "f", "gelu"],
    "QUANTITY": ["h1.net", "o1.delta", "w1", "loss", "h.out", "w1.grad", "h{k}.net", "o1.error", "net"],
    "CONDITION": ["1 < 2", "1 > 2", "loss < 0.1", "x > 1", "epoch > 2", "w1 = w2", "accuracy >= 0.5 and x = 1"],
    "VALUE": ["1", "0.5", "-2", "1/3", "w1", "[1, 2, 3]", "x", "loss", "\"a\"", "f(0.5)", "sqrt(2)", "v[2]"],
    "EXPRESSION": ["w1", "loss * 2", "x"], "TEXT": ["unknown", "w{x}", "a"],
    "A": ["y", "net_h1", "0.5 * 0.6", "f(x)"], "B": ["0.5 * 0.6", "0.04 * 0.7", "1 / (1 + e^-x)"],
    "C": ["0.3", "0.028", "1e400", "0.5"], "HASH": ["9f3a", "cbf29ce484222325"], "COLUMNS": ["1..2", "2", "x"],
    "FILE": ["data.csv", "other.nn", "nowhere.csv", "'data.csv'"], "IMAGES": ["data.csv"], "LABELS": ["data.csv"],
    "KIND": ["net", "out", "delta", "new"], "INPUTS": ["2", "3"], "HIDDEN": ["2", "3", "1"], "OUTPUTS": ["1", "2"],
    "COUNT": ["1", "2", "3", "4", "20", "0"], "EPOCHS": ["1", "2", "5"], "BITS": ["2", "3"], "SEED": ["1", "2"],
    "FIRST": ["1"], "LAST": ["3"], "NOISE": ["0.1", "0"], "DECIMALS": ["2", "0", "5"], "CODE": ["0", "3"],
    "FRACTION": ["0.5", "0.8", "1"], "INPUT": ["0", "1", "0.5"], "TARGET": ["0", "1"],
  ]

  private static let numbers = [
    "0", "1", "2", "0.5", "0.1", "-1", "1e-3", "(1/3)", "3", "10", "1e300", "-0", "1_0", "(x)", "1e-320",
  ]

  private static let simple = [
    "let x = x + 1", "print x", "set w1 0.5", "forward 1 0", "rate 0.25", "frward", "expect 1 = 2",
  ]

  /// A command as its form says, or with a mistake; half of the sessions' commands fail.
  package mutating func next() -> String {
    let synopsis = draw.element(of: CommandTable.nnsh.synopses)
    // What reads the clock has no repeatable result.
    let forms = synopsis.forms.filter { !$0.contains("second") }
    let command = expanded(draw.element(of: forms)[...])
    return draw.chance(of: 4) ? damaged(command) : command
  }

  /// Commands that give the others something to work on.
  package mutating func preparation() -> [String] {
    [
      draw.element(of: ["net 2 3 1", "net 2 2 2", "net 2 2 2 1", "net 2 1 no-bias", "net 2 3:tanh 2:softmax"]),
      "let x = \(draw.element(of: ["0.5", "1", "2"])); let v = [1, 2, 3]; let f(x) = x^2 + 1",
      draw.element(of: [
        "data xor", "data gauss 8 0.1; data onehot", "data parity 2", "data noisy-xor 6 0.1; data split 0.5",
      ]),
      draw.element(of: ["seed 1; init uniform -1 1", "init normal", "weights o1 0.1 0.2", "train 2"]),
      draw.element(of: ["forward 0 1", "step 0 1 : 1", "backward 1", "hand truncate 2", "convention sign gradient"]),
    ]
  }

  /// Commands that make a script: none has a syntax error, which would keep all from running, ends it, runs into the
  /// next line, or shows how it was typed.
  package mutating func script(_ count: Int) -> [String] {
    var script = preparation()
    while script.count < count {
      let command = next()
      guard !["history", "quit", "skip"].contains(where: command.contains) else { continue }
      let alone = Parser(.nnsh).parse(SourceText(name: "test.nn", command))
      let followed = Parser(.nnsh).parse(SourceText(name: "test.nn", "\(command)\nprint 1"))
      if alone.faults.isEmpty, followed.faults.isEmpty, followed.statements.count == alone.statements.count + 1 {
        script.append(command)
      }
    }
    return script
  }

  private mutating func expanded(_ form: Substring) -> String {
    var text = ""
    var rest = form
    while let first = rest.first {
      if first == "[" {
        var depth = 0
        let group = rest.dropFirst().prefix { character in
          depth += character == "[" ? 1 : character == "]" ? -1 : 0
          return depth >= 0
        }
        rest = rest.dropFirst(group.count + 2)
        let repeats = rest.first == "…" ? draw.below(3) : draw.below(2)
        if rest.first == "…" { rest = rest.dropFirst() }
        for _ in 0..<repeats { text += text.hasSuffix(" ") ? expanded(group) : " " + expanded(group) }
      } else if first == "{" {
        let inside = (0..<draw.below(3)).map { _ in draw.element(of: Self.simple) }.joined(separator: "; ")
        text += "{ \(inside) }"
        rest = rest.drop { $0 != "}" }.dropFirst()
      } else if first == " " {
        text += " "
        rest = rest.dropFirst()
      } else {
        let word = rest.prefix { $0 != " " && $0 != "[" }
        rest = rest.dropFirst(word.count)
        text += alternatives(word, precededBy: text)
      }
    }
    return text
  }

  /// A word of a form: `on|off`, `VALUE…`, `FIRST..LAST`.
  private mutating func alternatives(_ word: Substring, precededBy text: String) -> String {
    if word == "…" {
      // More of what the word before is.
      guard let last = text.split(separator: " ").last else { return "" }
      return (0..<draw.below(3)).map { _ in String(last) }.joined(separator: " ")
    }
    let choice = draw.element(of: word.split(separator: "|"))
    var typed = ""
    var name = ""
    for character in choice + "." {
      if character.isUppercase { name.append(character); continue }
      if !name.isEmpty {
        typed += operand(name)
        name = ""
      }
      if character == "…" {
        for _ in 0..<draw.below(3) { typed += " " + operand(String(choice.filter(\.isUppercase))) }
      } else {
        typed.append(character)
      }
    }
    return String(typed.dropLast())
  }

  private mutating func operand(_ name: String) -> String {
    switch name {
    case "COMMAND": draw.element(of: Self.simple)
    default: draw.chance(of: 8) ? draw.element(of: Self.numbers) : draw.element(of: Self.operands[name] ?? Self.numbers)
    }
  }

  private mutating func damaged(_ command: String) -> String {
    var words = command.split(separator: " ").map(String.init)
    let index = draw.below(words.count)
    switch draw.below(6) {
    case 0: words.remove(at: index)
    case 1: words.insert(words[index], at: index)
    case 2: words[index] = draw.element(of: ["0", "-1", "x", "nan", "1e999", "h9", "w99", "(", "\"a", "}", "off", "é"])
    case 3: words.append(draw.element(of: ["1", "x", "off", ")", "\\", "# comment", ", 2"]))
    case 4: words[index] = String(words[index].reversed())
    default: words[index] += draw.element(of: ["1", ".out", "[1]", "'", ",", "{", "+"])
    }
    return words.joined(separator: " ")
  }
}

/// The generator SplitMix64: the same draws on every machine.
package struct RandomDraws {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  mutating func word() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  package mutating func below(_ bound: Int) -> Int { bound > 0 ? Int(word() % UInt64(bound)) : 0 }

  /// True once in that many draws.
  package mutating func chance(of one: Int) -> Bool { below(one) == 0 }

  package mutating func element<Elements: RandomAccessCollection>(of elements: Elements) -> Elements.Element {
    elements[elements.index(elements.startIndex, offsetBy: below(elements.count))]
  }
}
