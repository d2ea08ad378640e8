/// A word that other programs and texts use for something that has a command here.
package struct Synonym: Sendable {
  package let words: [String]
  /// What to type; nil if there is no command for it.
  package let command: String?

  private init(_ words: String..., for command: String?) {
    self.words = words
    self.command = command
  }

  package static let all = [
    Synonym("lr", "eta", "alpha", "learning_rate", "learning-rate", "step-size", for: "rate"),
    Synonym("fit", "learn", "run", "teach", "epochs", "iterate", "iterations", for: "train"),
    Synonym("network", "model", "create", "new", "layers", "layer", "dense", "linear", "hidden", for: "net"),
    Synonym("eval", "evaluate", "score", "validate", for: "test"),
    Synonym("infer", "inference", "guess", "output", "outputs", for: "predict"),
    Synonym("backprop", "bp", "backpropagate", for: "backward"),
    Synonym("fprop", "propagate", "feed", "next", for: "forward"),
    Synonym("solver", for: "optimizer"),
    Synonym("batchsize", "batch_size", "batch-size", "minibatch", for: "batch"),
    Synonym("criterion", "cost", "objective", "loss-function", "loss_function", "lossfunction", for: "loss"),
    Synonym("assert", "require", for: "expect"),
    Synonym("echo", "puts", "printf", "write", for: "print"),
    Synonym("var", "def", "define", "const", for: "let"),
    Synonym("randomize", "initialize", for: "init"),
    Synonym("exit", "bye", "q", for: "quit"),
    Synonym("man", "?", "usage", for: "help"),
    Synonym("what", "how", "why", for: "help words"),
    Synonym("include", "load-script", "script", for: "source"),
    Synonym("dataset", "csv", "open", "read", "read_csv", "import", for: "data load FILE"),
    Synonym("normalization", "standardize", "scale", for: "data normalize zscore"),
    Synonym("draw", "graph", "chart", "picture", "visualize", for: "plot"),
    Synonym("params", "parameter", for: "show weights"),
    Synonym("sgd", for: "optimizer sgd"),
    Synonym("start", "begin", "tutorial", "intro", "compile", for: "help start"),
    Synonym("bias", "biases", for: "help bias"),
    Synonym("error", "errors", for: "help error"),
    Synonym("regularization", "l2", "weight-decay", "weight_decay", for: "decay"),
    Synonym("summary", for: "show net"),
    Synonym("early-stopping", for: "stop"),
    Synonym("scheduler", for: "schedule"),
    Synonym("random-seed", "manual_seed", for: "seed"),
    Synonym("clear", "cls", for: nil),
  ]

  package static func of(_ word: String) -> Synonym? { all.first { $0.words.contains(word) } }
}
