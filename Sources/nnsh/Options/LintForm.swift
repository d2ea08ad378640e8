/// How `nnsh lint` prints its findings: a line each, with the source line, or as JSON.
enum LintForm: String, CaseIterable { case short, long, json }
