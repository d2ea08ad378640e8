import Expressions
import WorkedExamples

/// A word of the field: one paragraph, and a worked example.
package struct GlossaryEntry: Sendable {
  package let words: [String]
  package let text: String
  /// Commands that show it.
  package let example: String

  private init(_ words: String..., text: String, example: String) {
    (self.words, self.text, self.example) = (words, text, example)
  }

  package static let all = [
    GlossaryEntry(
      "gradient",
      text: """
        The gradient of a weight, w1.grad, is the derivative of the loss by that weight: how much the loss grows \
        when the weight does. Training moves each weight against its gradient, by rate times its size.
        """,
      example: "net 2 1; forward 0 1; backward 1; explain w2"),
    GlossaryEntry(
      "delta",
      text: """
        The delta of a unit is its error times the derivative of its activation: minus the derivative of the loss by \
        its net input. The gradient of a weight into the unit is minus the delta times the output that the weight \
        carries.
        """,
      example: "net 2 1; forward 0 1; backward 1; explain o1.delta"),
    GlossaryEntry(
      "error",
      text: """
        The error of an output is target minus output. The error of a hidden unit is what comes back to it: the sum \
        of the deltas it feeds, each times the weight between.
        """,
      example: "net 2 2 1; forward 0 1; backward 1; print o1.error, h1.error"),
    GlossaryEntry(
      "epoch",
      text: """
        An epoch is one pass over the training data: every sample is presented once. With the default batch of 1 \
        there is an update after each sample, so an epoch of 4 samples has 4 updates.
        """,
      example: "net 2 4 1; data xor; train 10; print epoch, iteration"),
    GlossaryEntry(
      "iteration", "updates",
      text: """
        An iteration is one update of the weights: after each sample, or after each batch of samples.
        """,
      example: "net 2 4 1; data xor; train 6 updates; print iteration"),
    GlossaryEntry(
      "sample", "samples",
      text: """
        A sample is one set of inputs with its targets; the data is a list of samples. forward without operands \
        takes the next one.
        """,
      example: "sample 0 1 : 1; sample 1 1 : 0; show data"),
    GlossaryEntry(
      "neuron", "unit", "node",
      text: """
        A unit adds its inputs, each times a weight, and a bias: that is its net input. Its activation function \
        makes the output of it.
        """,
      example: "net 2 1; forward 0 1; explain o1.out"),
    GlossaryEntry(
      "weight",
      text: """
        A weight belongs to a connection between two units: the output of the first times the weight is added to the \
        net input of the second. w1, w2 and so on number them; w[i1,h2] names the connection.
        """,
      example: "net 2 1; show weights"),
    GlossaryEntry(
      "bias", "threshold",
      text: """
        A bias is a weight without a source: it is added to the net input of its unit. Some texts subtract a \
        threshold instead: convention bias threshold.
        """,
      example: "net 2 1; set b[o1] 0.5; forward 0 1"),
    GlossaryEntry(
      "layer",
      text: """
        A layer is a row of units that are computed together. The layers are i (inputs), h (hidden; h1, h2 if there \
        are several) and o (outputs).
        """,
      example: "net 2 4 1; print w[h], b[h]"),
    GlossaryEntry(
      "target",
      text: """
        The target is the output that a sample asks for. backward compares the outputs with it.
        """,
      example: "net 2 1; forward 0 1; backward 1; print o1.target"),
    GlossaryEntry(
      "backpropagation", "chain-rule",
      text: """
        Backpropagation computes the gradients of all weights in one pass from the outputs to the inputs: the delta \
        of a layer follows from the deltas of the next. It is the chain rule, with every common factor computed \
        once.
        """,
      example: "net 2 2 1; forward 0 1; backward 1; explain w1"),
    GlossaryEntry(
      "overfitting",
      text: """
        A network overfits when it learns its training samples by heart: their loss falls while that of other \
        samples rises. data split keeps a test part, test measures it, stop patience ends the training in time.
        """,
      example: "seed 1; data moons 60 0.2; data split 0.8; net 2 8 1; train 50; test"),
    GlossaryEntry(
      "sgd",
      text: """
        Stochastic gradient descent: after each sample, or each batch of samples, every weight is moved against its \
        gradient by rate times its size. optimizer lists the other methods.
        """,
      example: "net 2 1; optimizer sgd; forward 0 1; backward 1; update"),
    GlossaryEntry(
      "sigmoid", "logistic",
      text: """
        sigmoid(x) = 1 / (1 + e^-x) maps every number to one between 0 and 1. Its derivative is out * (1 - out), at \
        most 0.25, so that gradients shrink from layer to layer.
        """,
      example: "print sigmoid(0), sigmoid(2); plot activation sigmoid"),
    GlossaryEntry(
      "relu",
      text: """
        relu(x) = max(0, x). Its derivative is 0 or 1, so that gradients do not shrink; a unit whose net input is \
        always below 0 no longer learns.
        """,
      example: "print relu(-2), relu(2); plot activation relu"),
    GlossaryEntry(
      "tanh",
      text: """
        tanh(x) maps every number to one between -1 and 1. Its derivative is 1 - out^2.
        """,
      example: "print tanh(1); plot activation tanh"),
    GlossaryEntry(
      "softmax",
      text: """
        softmax makes probabilities of the outputs: each is e^net over the sum of all of them, so that they add up \
        to 1. With cross-entropy the delta of an output is target minus output.
        """,
      example: "net 2 3:softmax; forward 1 0; print sum(o.out)"),
    GlossaryEntry(
      "cross-entropy",
      text: """
        Cross-entropy is the loss for classes: minus the sum of target * log(out). It punishes a confident wrong \
        answer far more than the squared error does.
        """,
      example: "net 2 2:softmax; loss cross-entropy; forward 0 1; backward 1 0"),
    GlossaryEntry(
      "accuracy",
      text: """
        The accuracy is the fraction of samples whose class is right: the largest output, or for a single output the \
        side of the middle between the targets.
        """,
      example: "net 2 4 1; data or; train 200; test"),
    GlossaryEntry(
      "one-hot",
      text: """
        One-hot targets name a class by a 1 in its place and 0 elsewhere: one output for each class. data onehot \
        makes them of a column of class numbers.
        """,
      example: "data moons 4 0; data onehot; show data"),
    GlossaryEntry(
      "normalization", "standardization",
      text: """
        Inputs of similar size make training easier. data normalize zscore gives each input mean 0 and deviation 1, \
        minmax maps it to 0 to 1; predict scales its inputs in the same way.
        """,
      example: "data moons 20 0.1; data normalize zscore; net 2 4 1; predict 1 0"),
    GlossaryEntry(
      "derivative", "slope",
      text: """
        The derivative of a function says how fast its value changes: f(x + d) is about f(x) + d * f′(x) for a small d. \
        sigmoid.deriv(x) is that of an activation at x, explain writes it out.
        """,
      example: "print sigmoid.deriv(0), (sigmoid(0.001) - sigmoid(0)) / 0.001"),
    GlossaryEntry(
      "net-input",
      text: """
        The net input of a unit is the sum of its inputs, each times its weight, plus the bias: h1.net. The activation \
        function makes the output h1.out of it.
        """,
      example: "net 2 1; forward 0 1; print o1.net, o1.out"),
    GlossaryEntry(
      "learning-rate", "step-size",
      text: """
        The learning rate is how far an update goes against the gradient: change = -rate * gradient. Too large, and the \
        loss jumps about or grows; too small, and training takes long. The command rate sets it.
        """,
      example: "net 2 1; rate 0.1; forward 0 1; backward 1; update"),
    GlossaryEntry(
      "momentum",
      text: """
        With momentum a part of the last change is added to the next one, so that steps in the same direction grow and \
        those to and fro cancel out: v = momentum * v - rate * gradient; w = w + v.
        """,
      example: "net 2 4 1; data xor; optimizer momentum 0.9; train 100"),
    GlossaryEntry(
      "vanishing-gradient",
      text: """
        Every layer multiplies the errors by weights and derivatives. Those of sigmoid are at most 0.25, so that in a deep \
        network little arrives at the first layers, and these hardly learn. relu, tanh and init he or xavier help.
        """,
      example: "net 2 3 3 3 1; detail off; forward 1 1; backward 1; print w1.grad, w[h3[1],o1].grad"),
    GlossaryEntry(
      "local-minimum", "minimum", "convergence",
      text: """
        Training goes downhill in the loss. It may end in a valley that is not the deepest, or on a plain where all \
        gradients are small: then other first weights (seed, init) or another rate give a better result.
        """,
      example: "net 2 2 1; data xor; seed 11; init uniform -1 1; train 2000; plot loss"),
    GlossaryEntry(
      "perceptron",
      text: """
        A perceptron is one unit with a step function. It learns whatever a straight line can separate, such as and and \
        or, but not xor: that needs a hidden layer.
        """,
      example: "net 2 1:step; init zeros; data and; rule perceptron; rate 1; train 10; test"),
    GlossaryEntry(
      "classification", "classifier", "class",
      text: """
        A classifier says to which class its inputs belong: one output for each class, softmax as the activation of the \
        outputs, cross-entropy as the loss. The largest output is the answer; test counts the right ones.
        """,
      example: "seed 1; data moons 40 0.1; data onehot; net 2 8 2:softmax; loss cross-entropy; train 100; test"),
    GlossaryEntry(
      "regression",
      text: """
        Regression predicts a number rather than a class. The output unit is identity, so that it can have any value, and \
        the loss is the squared error.
        """,
      example: "data samples 0 : 0 / 1 : 2 / 2 : 4; net 1 1:identity; rate 0.1; train 100; predict 3"),
    GlossaryEntry(
      "xavier", "he",
      text: """
        Methods to draw the first weights: their spread fits the number of connections, so that outputs and \
        gradients keep their size from layer to layer. xavier suits sigmoid and tanh, he suits relu.
        """,
      example: "net 2 4:relu 1; init he; show weights h1"),
  ]

  var firstSentence: String { String(text.firstRange(of: ". ").map { text[..<$0.lowerBound] } ?? text.dropLast()) }

  package static let words = all.flatMap(\.words)

  package static func explaining(_ word: String) -> GlossaryEntry? {
    all.first { $0.words.contains(word.lowercased()) }
  }

  /// Whether a term of several words begins so, in words joined by `-`.
  package static func begins(with words: String) -> Bool {
    self.words.contains { $0.hasPrefix(words.lowercased() + "-") }
  }

  /// All the words, in rows.
  static var list: [String] {
    ["Words of the field, each explained by help WORD:"] + rows(words.sorted().joined(separator: ", "))
  }

  var lines: [String] {
    [words.joined(separator: ", ")] + GlossaryEntry.rows(text) + ["", "  nn> \(example)"]
  }

  /// A text broken for the width of the other pages.
  private static func rows(_ text: String) -> [String] {
    var rows: [String] = []
    var row = " "
    for word in text.split(separator: " ") {
      if row.count + word.count > 110 {
        rows.append(row)
        row = " "
      }
      row += " " + word
    }
    return rows + [row]
  }
}

extension Session {
  /// What a quantity is, with its value if it has one: for `help w1`; nil for other words.
  func meaning(of word: String) -> String? {
    if let whole = WholePart(rawValue: word) { return "\(word): \(whole.meaning)" }
    guard let state else { return nil }
    let parts = word.split(separator: ".")
    if parts.count == 2, let letter = word.first {
      let part = String(parts[1])
      let isParameter = "wb".contains(letter)
      let meaning = isParameter ? ParameterPart(rawValue: part)?.meaning : UnitPart(rawValue: part)?.meaning
      return meaning.map { "\(word): \($0)" }
    }
    guard word.hasPrefix("w"), let number = Int(word.dropFirst()), state.network.values.indices.contains(number - 1)
    else {
      return nil
    }
    let place = QuantityNames(state.network.topology).longName(ofParameter: number - 1)
    let value = rounded(state.network.values[number - 1], digits: self.settings.digits)
    return "\(word): \(place) = \(value); explain \(word) shows its gradient"
  }
}
