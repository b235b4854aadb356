package dev.stave.inventory.dsl;

import dev.stave.inventory.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.syntax.Types;

/** Names and words that nobody knows, found in the text alone: also where this run does not come by. */
final class WordCheck extends CodeVisitorSupport {
    /** Names that Groovy itself gives to a script and its closures. */
    private static final Set<String> OF_GROOVY =
            Set.of("args", "binding", "delegate", "it", "metaClass", "out", "owner", "super", "this", "thisObject");

    /**
     * What is known of the place.
     *
     * @param block     the class of the block that is open; {@link Object} where that depends on the caller
     * @param immediate whether the statements are the block's own, not those of a closure in it
     */
    private record Around(Class<?> block, String subject, boolean immediate) {
        static final Around UNKNOWN = new Around(Object.class, "stack", false);

        /** In the block of a word that is wrong itself. */
        static final Around WRONG = new Around(Void.class, "stack", false);
    }

    private final ScriptNames names;
    private final Vocabulary functions = new Vocabulary(Functions.class);
    private final Map<Class<?>, Vocabulary> vocabularies = Vocabulary.ofBlocks();
    private final Set<String> everywhere = Vocabulary.everywhere();
    private final List<Compiled.Finding> findings = new ArrayList<>();
    private Around around = Around.UNKNOWN;
    private boolean inText;

    private WordCheck(ScriptNames names) {
        this.names = names;
    }

    static List<Compiled.Finding> findings(ClassNode script, ScriptNames names) {
        WordCheck check = new WordCheck(names);
        for (MethodNode method : script.getMethods()) {
            if (method.getCode() != null && !method.isStatic()) {
                check.around =
                        method.getName().equals("run") ? new Around(RootBlock.class, "stack", true) : Around.UNKNOWN;
                method.getCode().visit(check);
            }
        }
        return check.findings;
    }

    /** Whether nothing says what a variable's name stands for. */
    static boolean isUnknown(VariableExpression variable, ScriptNames names) {
        return variable.getAccessedVariable() instanceof DynamicVariable
                && !names.hasVariable(variable.getName())
                && !OF_GROOVY.contains(variable.getName());
    }

    /** {@code platforms ['x']}, which Groovy takes for an element of a list of that name. */
    static boolean isWordWithBrackets(Expression expression, ScriptNames names) {
        return expression instanceof BinaryExpression access
                && access.getOperation().getType() == Types.LEFT_SQUARE_BRACKET
                && access.getLeftExpression() instanceof VariableExpression variable
                && isUnknown(variable, names)
                && Vocabulary.everywhere().contains(variable.getName());
    }

    @Override
    public void visitVariableExpression(VariableExpression variable) {
        if (isUnknown(variable, names)) {
            find(variable.getLineNumber(), Sentences.unknownName(variable.getName(), inText));
        }
    }

    @Override
    public void visitGStringExpression(GStringExpression text) {
        boolean before = inText;
        inText = true;
        super.visitGStringExpression(text);
        inText = before;
    }

    @Override
    public void visitExpressionStatement(ExpressionStatement statement) {
        if (statement.getExpression() instanceof MethodCallExpression call
                && call.isImplicitThis()
                && "env".equals(call.getMethodAsString())
                && around.immediate()
                && around.block() == ImageBlock.class
                && WordRewriter.arguments(call).stream().noneMatch(MapExpression.class::isInstance)) {
            find(
                    call.getLineNumber(),
                    "'env' alone reads a variable of yours and does nothing with it; write env NAME: 'VALUE'");
        }
        List<String> labels = statement.getStatementLabels();
        if (labels != null && around.immediate()) {
            find(statement.getLineNumber(), "'" + labels.get(0) + ":' sets nothing here; write it without the colon");
        }
        super.visitExpressionStatement(statement);
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        String word = call.getMethodAsString();
        boolean said = call.isImplicitThis() && word != null && !names.hasMethod(word);
        if (said) {
            known(word, call);
        } else {
            call.getObjectExpression().visit(this);
            call.getMethod().visit(this);
        }
        for (Expression argument : WordRewriter.arguments(call)) {
            if (said && WordRewriter.isMissingParentheses(argument)) {
                continue;
            }
            if (argument instanceof ClosureExpression body) {
                Around before = around;
                around = said ? inside(word, call) : new Around(before.block(), before.subject(), false);
                super.visitClosureExpression(body);
                around = before;
            } else {
                argument.visit(this);
            }
        }
    }

    /** A closure that is kept runs where it is called. */
    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        Around before = around;
        around = Around.UNKNOWN;
        super.visitClosureExpression(closure);
        around = before;
    }

    @Override
    public void visitBinaryExpression(BinaryExpression expression) {
        if (expression.getOperation().getType() == Types.ASSIGN
                && expression.getLeftExpression() instanceof VariableExpression variable
                && variable.getAccessedVariable() instanceof DynamicVariable
                && vocabularies.containsKey(around.block())
                && vocabularies.get(around.block()).has(variable.getName())) {
            find(variable.getLineNumber(), "'" + variable.getName() + " =' sets a variable; write it without '='");
        }
        if (isWordWithBrackets(expression, names)) {
            find(
                    expression.getLineNumber(),
                    Sentences.brackets(expression.getLeftExpression().getText()));
        } else {
            expression.getLeftExpression().visit(this);
        }
        expression.getRightExpression().visit(this);
    }

    private Around inside(String word, MethodCallExpression call) {
        Vocabulary vocabulary = vocabularies.get(around.block());
        if (vocabulary == null) {
            return around;
        }
        return vocabulary
                .opens(word)
                .map(block -> new Around(block, subject(word, call), true))
                .orElse(Around.WRONG);
    }

    private String subject(String word, MethodCallExpression call) {
        if (around.block() != StackBlock.class || word.equals("scan")) {
            return around.subject();
        }
        return WordRewriter.arguments(call).stream()
                .filter(ConstantExpression.class::isInstance)
                .map(name -> word + " '" + name.getText() + "'")
                .findFirst()
                .orElse(word);
    }

    private void known(String word, MethodCallExpression call) {
        Vocabulary vocabulary = vocabularies.get(around.block());
        Set<String> settings = vocabulary == null ? everywhere : vocabulary.names();
        if (around.block() != Void.class && !settings.contains(word) && !functions.has(word)) {
            String title = vocabulary == null ? "a block" : Vocabulary.title(around.block());
            find(call.getLineNumber(), Words.unknownSetting(word, title, settings));
        }
    }

    private void find(int line, String message) {
        Compiled.Finding finding = new Compiled.Finding(line, around.subject(), message);
        if (!findings.contains(finding)) {
            findings.add(finding);
        }
    }
}
