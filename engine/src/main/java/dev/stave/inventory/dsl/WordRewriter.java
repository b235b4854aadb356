package dev.stave.inventory.dsl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.FieldNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.PropertyNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes every word of a script say where it is written. A word that is neither a variable nor a function of the stack
 * becomes a call of {@link StackScript#settingAt}, so that it reaches the block that is open also from a function or a
 * closure kept in a variable, none of Closure's own methods comes before it, and every value keeps its line. The
 * stack's own functions and variables are named through the script, which a block does not look at.
 */
final class WordRewriter extends ClassCodeExpressionTransformer {
    private static final Pattern PATH_PART = Pattern.compile("[^ =]+");

    private final SourceUnit source;
    private final ScriptNames names;
    private boolean inStatic;

    WordRewriter(SourceUnit source, ScriptNames names) {
        this.source = source;
        this.names = names;
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return source;
    }

    @Override
    public void visitMethod(MethodNode method) {
        inStatic = method.isStatic();
        super.visitMethod(method);
    }

    @Override
    public @Nullable Expression transform(@Nullable Expression expression) {
        if (expression instanceof ClosureExpression closure) {
            return closure(closure);
        }
        if (inStatic || expression == null) {
            return super.transform(expression);
        }
        if (expression instanceof DeclarationExpression declaration) {
            declaration.setRightExpression(transform(declaration.getRightExpression()));
            return declaration;
        }
        if (expression instanceof MethodCallExpression call && call.isImplicitThis()) {
            return call(call);
        }
        if (expression instanceof VariableExpression variable) {
            return variable(variable);
        }
        return WordCheck.isWordWithBrackets(expression, names) ? ConstantExpression.NULL : super.transform(expression);
    }

    private Expression closure(ClosureExpression closure) {
        if (closure.getParameters() != null) {
            for (Parameter parameter : closure.getParameters()) {
                if (parameter.hasInitialExpression()) {
                    parameter.setInitialExpression(transform(parameter.getInitialExpression()));
                }
            }
        }
        closure.getCode().visit(this);
        return closure;
    }

    private Expression call(MethodCallExpression call) {
        String name = call.getMethodAsString();
        Expression receiver = new VariableExpression("this");
        MethodCallExpression made;
        if (name != null && names.hasMethod(name)) {
            made = new MethodCallExpression(receiver, call.getMethod(), transform(call.getArguments()));
        } else {
            ArgumentListExpression arguments = new ArgumentListExpression();
            arguments.addExpression(
                    name == null
                            ? computedPlace(call)
                            : new ConstantExpression(place(call, name).toString()));
            for (Expression argument : arguments(call)) {
                arguments.addExpression(
                        isMissingParentheses(argument)
                                ? ((MethodCallExpression) argument).getMethod()
                                : transform(argument));
            }
            made = new MethodCallExpression(receiver, "settingAt", arguments);
        }
        made.setImplicitThis(false);
        made.setSourcePosition(call);
        made.getMethod().setSourcePosition(call.getMethod());
        return made;
    }

    private Expression variable(VariableExpression variable) {
        boolean ofScript = variable.getAccessedVariable() instanceof FieldNode
                || variable.getAccessedVariable() instanceof PropertyNode
                || (variable.getAccessedVariable() instanceof DynamicVariable && names.hasVariable(variable.getName()));
        if (ofScript) {
            PropertyExpression property = new PropertyExpression(new VariableExpression("this"), variable.getName());
            property.setSourcePosition(variable);
            return property;
        }
        return WordCheck.isUnknown(variable, names) ? new ConstantExpression(variable.getName()) : variable;
    }

    /** Of a word whose name is a text with values in it. */
    private Expression computedPlace(MethodCallExpression call) {
        return new MethodCallExpression(
                new ConstantExpression(call.getLineNumber() + " "), "plus", transform(call.getMethod()));
    }

    /** {@code image 'x' { }}, which Groovy takes for a call of a method named x. */
    static boolean isMissingParentheses(Expression argument) {
        return argument instanceof MethodCallExpression call
                && call.isImplicitThis()
                && call.getMethod() instanceof ConstantExpression name
                && name.getLastColumnNumber() - name.getColumnNumber()
                        > name.getText().length();
    }

    static List<Expression> arguments(MethodCallExpression call) {
        List<Expression> all = new ArrayList<>();
        if (call.getArguments() instanceof TupleExpression tuple) {
            for (Expression argument : tuple.getExpressions()) {
                all.add(argument instanceof MapExpression map ? plain(map) : argument);
            }
        } else {
            all.add(call.getArguments());
        }
        return all;
    }

    /** Named arguments are a map of their own kind, which only stands alone. */
    private static MapExpression plain(MapExpression map) {
        MapExpression plain = new MapExpression(map.getMapEntryExpressions());
        plain.setSourcePosition(map);
        return plain;
    }

    private static Place place(MethodCallExpression call, String word) {
        Place place = new Place(call.getLineNumber(), word, new HashMap<>());
        int position = 0;
        for (Expression argument : arguments(call)) {
            if (argument instanceof MapExpression map) {
                entries(map, "", place);
            } else {
                lines(argument, String.valueOf(position++), place.line(), place);
            }
        }
        return place;
    }

    private static void lines(Expression value, String path, int around, Place place) {
        if (value.getLineNumber() > 0 && value.getLineNumber() != around) {
            place.lines().put(path, value.getLineNumber());
        }
        if (value instanceof MapExpression map) {
            entries(map, path + ".", place);
        } else if (value instanceof ListExpression list) {
            for (int i = 0; i < list.getExpressions().size(); i++) {
                lines(list.getExpression(i), path + "." + i, place.lineOf(path), place);
            }
        }
    }

    private static void entries(MapExpression map, String prefix, Place place) {
        for (MapEntryExpression entry : map.getMapEntryExpressions()) {
            if (entry.getKeyExpression() instanceof ConstantExpression key
                    && PATH_PART.matcher(key.getText()).matches()) {
                String path = prefix + key.getText();
                int around = prefix.isEmpty() ? place.line() : place.lineOf(prefix + "*");
                if (entry.getLineNumber() != around) {
                    place.lines().put(path, entry.getLineNumber());
                }
                inside(entry.getValueExpression(), path, place);
            }
        }
    }

    /** A value beside its key is on the key's line, wherever it begins. */
    private static void inside(Expression value, String path, Place place) {
        if (value instanceof MapExpression map) {
            entries(map, path + ".", place);
        } else if (value instanceof ListExpression list) {
            for (int i = 0; i < list.getExpressions().size(); i++) {
                lines(list.getExpression(i), path + "." + i, place.lineOf(path), place);
            }
        }
    }
}
