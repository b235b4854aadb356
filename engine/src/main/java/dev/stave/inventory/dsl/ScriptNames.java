package dev.stave.inventory.dsl;

import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.FieldNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.syntax.Types;

/**
 * What a stack names itself.
 *
 * @param methods   its own functions
 * @param variables those that it sets without {@code def}, and its fields
 */
record ScriptNames(Set<String> methods, Set<String> variables) {
    /** What every script has, and keeps for itself. */
    private static final Set<String> OF_SCRIPT = Set.of("print", "println", "printf", "sprintf");

    private static final Set<String> MADE_BY_GROOVY = Set.of("run", "main");

    static ScriptNames of(ClassNode script) {
        Set<String> methods = new TreeSet<>(OF_SCRIPT);
        for (MethodNode method : script.getMethods()) {
            if (!isMadeByGroovy(method)) {
                methods.add(method.getName());
            }
        }
        Set<String> variables = new TreeSet<>();
        for (FieldNode field : script.getFields()) {
            variables.add(field.getName());
        }
        CodeVisitorSupport assignments = new CodeVisitorSupport() {
            @Override
            public void visitBinaryExpression(BinaryExpression expression) {
                if (Types.ofType(expression.getOperation().getType(), Types.ASSIGNMENT_OPERATOR)
                        && expression.getLeftExpression() instanceof VariableExpression variable
                        && variable.getAccessedVariable() instanceof DynamicVariable) {
                    variables.add(variable.getName());
                }
                super.visitBinaryExpression(expression);
            }
        };
        for (MethodNode method : script.getMethods()) {
            if (method.getCode() != null) {
                method.getCode().visit(assignments);
            }
        }
        return new ScriptNames(methods, variables);
    }

    static boolean isMadeByGroovy(MethodNode method) {
        return MADE_BY_GROOVY.contains(method.getName());
    }

    /** Whether the name is the stack's own, and no setting. */
    boolean hasMethod(String name) {
        return methods.contains(name);
    }

    boolean printsWith(String name) {
        return OF_SCRIPT.contains(name);
    }

    boolean hasVariable(String name) {
        return variables.contains(name);
    }
}
