"""Pygments lexer for nnsh scripts, printed by `nnsh grammar pygments`."""

from pygments.lexer import RegexLexer, words
from pygments.token import Comment, Generic, Keyword, Name, Number, Operator, Punctuation, String, Text

COMMANDS = (
    'activation', 'backward', 'batch', 'break', 'check', 'clip', 'connect', 'continue', 'convention',
    'data', 'decay', 'detail', 'diff', 'digest', 'digits', 'disconnect', 'dropout', 'expect', 'explain',
    'flat-spot', 'for', 'forward', 'freeze', 'gradcheck', 'hand', 'help', 'if', 'init', 'let', 'lines',
    'loss', 'name', 'net', 'optimizer', 'precision', 'predict', 'print', 'quit', 'rate', 'redo',
    'repeat', 'report', 'reset', 'restore', 'rule', 'sample', 'schedule', 'seed', 'set', 'share',
    'show', 'shuffle', 'skip', 'snapshot', 'source', 'step', 'stop', 'test', 'threads', 'train', 'undo',
    'unfreeze', 'unwatch', 'update', 'watch', 'weights', 'while',
)
OPERANDS = (
    'accuracy', 'adadelta', 'adagrad', 'adam', 'adamw', 'after', 'all', 'and', 'arithmetic', 'as',
    'auto', 'bare', 'bias', 'bipolar', 'brief', 'by', 'by-fractions', 'c-drand48', 'c-half-open',
    'change', 'circle', 'clear', 'constant', 'cosine', 'cross-entropy', 'data-loader', 'default-rng',
    'delta', 'deltas', 'derivative', 'double', 'during', 'else', 'encoder', 'epoch', 'epoch-loss',
    'epochs', 'error', 'exact', 'exponential', 'first', 'floor', 'formula', 'from', 'full', 'functions',
    'fused', 'gauss', 'genetic', 'gradient', 'gradients', 'half-even', 'half-squared', 'halve-on-rise',
    'he', 'header', 'hebb', 'high', 'hinge', 'history', 'huber', 'improvement', 'in', 'in-order',
    'in-place', 'inputs', 'integers', 'inverse-time', 'java', 'keras', 'l1', 'l2', 'last',
    'last-gradient', 'latex', 'layer', 'lecun', 'linear', 'load', 'log', 'low', 'mae', 'markdown',
    'matlab', 'max', 'mean', 'mean-absolute', 'mean-squared', 'minmax', 'misapplied', 'misclassified',
    'momentum', 'moons', 'mse', 'nadam', 'nan', 'nand', 'nesterov', 'nguyen-widrow', 'no-bias',
    'no-header', 'noisy-xor', 'nor', 'normal', 'normalize', 'not', 'numbers', 'numpy', 'off', 'on',
    'onehot', 'or', 'order', 'out', 'output', 'parity', 'patience', 'perceptron', 'perceptron-target',
    'plus', 'product', 'python', 'python-normalvariate', 'quickprop', 'rest', 'result', 'rmsprop',
    'round', 'rprop', 'samples', 'save', 'second', 'seconds', 'sent-back', 'settings', 'sgd', 'sign',
    'single', 'sklearn', 'spiral', 'split', 'squared', 'sse', 'strict', 'sum', 'summary', 'target',
    'targets', 'tensorflow', 'textbook', 'threshold', 'together', 'torch', 'torch-double', 'truncate',
    'uniform', 'unit', 'units', 'until', 'updates', 'variables', 'widrow-hoff', 'with-replacement',
    'wrong', 'xavier', 'xnor', 'xor', 'zeros', 'zscore',
)


class NnLexer(RegexLexer):
    name = 'nnsh'
    aliases = ['nn', 'nnsh']
    filenames = ['*.nn']

    tokens = {
        'root': [
            (r'\s+', Text),
            (r'#>.*$', Generic.Output),
            (r'#.*$', Comment.Single),
            (r'(nn> )', Generic.Prompt),
            (r'!', Keyword),
            (words(COMMANDS, prefix=r'(?<![\w.-])', suffix=r'(?![\w-])'), Keyword),
            (words(OPERANDS, prefix=r'(?<![\w.-])', suffix=r'(?![\w(.-])'), Keyword.Type),
            (r'"(?:\\.|[^"\\])*"', String.Double),
            (r"'[^']*'", String.Single),
            (r'(?<![\w])\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?', Number),
            (r'[A-Za-z_][\w]*', Name),
            (r'[-+*/^=<>!]+', Operator),
            (r'[^\s]', Punctuation),
        ],
    }
