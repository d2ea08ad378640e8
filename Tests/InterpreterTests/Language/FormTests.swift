import Interpreter
import TestSupport
import Testing

/// The forms of a command list exactly what it accepts.
@Suite struct FormTests {
  static let synopses = CommandTable.nnsh.synopses

  /// Commands generated from the forms, with an operand for every word in capitals.
  private static func examples(of form: String) -> [String] {
    let operands = [
      "CONDITION": "1 > 0", "NAME": "x", "LAYER": "h", "UNIT": "h", "FROM": "i1", "TO": "o1", "PLACE": "w1",
      "QUANTITY": "w1", "FUNCTION": "tanh", "COMMAND": "print 1", "KIND": "net", "COLUMNS": "1..2", "SNAPSHOT": "x",
    ]
    func typed(_ part: String) -> String {
      FormWord.words(of: part).reduce(part) { part, word in
        guard case .operand(let name) = word else { return part }
        return part.replacing(name, with: operands[name] ?? "1", maxReplacements: 1)
      }
    }
    // With and without each group in brackets, and with each alternative.
    var all = [""]
    var rest = form[...]
    while let first = rest.first {
      var group = rest.prefix { $0 != "[" }
      var isOptional = false
      if first == "[" {
        var depth = 0
        group = rest.prefix { character in
          depth += character == "[" ? 1 : character == "]" ? -1 : 0
          return depth > 0
        }.dropFirst()
        isOptional = true
        rest = rest.dropFirst(group.count + 2)
      } else {
        rest = rest.dropFirst(group.count)
      }
      var variants = [""]
      for part in group.split(separator: " ") {
        let choices = part.split(separator: "|").map { typed(String($0.filter { !"[]…".contains($0) })) }
        variants = variants.flatMap { start in choices.map { "\(start) \($0)" } }
      }
      all = all.flatMap { start in variants.map { start + $0 } + (isOptional ? [start] : []) }
    }
    return all
  }

  @Test("every word that a command accepts is in its forms", arguments: synopses)
  func acceptedWords(_ synopsis: Synopsis) {
    let words = Set(
      synopsis.forms.flatMap { FormWord.words(of: $0.split(separator: " ").dropFirst().joined(separator: " ")) })
    let written = words.flatMap { word in
      switch word {
      case .keyword(let name): [name]
      case .operand(let name): OperandWord.all.first { $0.names.contains(name) }?.fixedWords ?? []
      }
    }
    let lines = synopsis.forms.flatMap(Self.examples) + synopsis.examples
    for line in Set(lines.flatMap { line in line.indices.map { String(line[...$0]) } }) {
      let sought = Parser(.nnsh).wordsSought(in: SourceText(name: "test.nn", line))[synopsis.name] ?? []
      #expect(sought.subtracting(written) == [], "\(line)")
    }
  }

  @Test("the table of operand words has each word once, and only words that a form uses")
  func operandWords() {
    let used = Set(
      Self.synopses.flatMap { $0.forms.flatMap { FormWord.words(of: $0) } }.compactMap { word in
        if case .operand(let name) = word { name } else { nil }
      })
    let completed = OperandWord.all.flatMap(\.names)
    #expect(Set(completed).count == completed.count && used.isSuperset(of: completed))
  }

  @Test("a word that no form mentions is found")
  func unmentioned() {
    let sought = Parser(.nnsh).wordsSought(in: SourceText(name: "test.nn", "seed 1 x; train 1"))
    #expect(sought["seed"]?.contains("torch-double") == true)
    #expect(sought["train"]?.isSuperset(of: ["update", "updates", "until"]) == true)
  }
}
