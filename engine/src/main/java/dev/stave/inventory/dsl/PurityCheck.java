package dev.stave.inventory.dsl;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.AttributeExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BitwiseNegationExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;
import org.codehaus.groovy.ast.expr.SpreadExpression;
import org.codehaus.groovy.ast.expr.SpreadMapExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.BreakStatement;
import org.codehaus.groovy.ast.stmt.CaseStatement;
import org.codehaus.groovy.ast.stmt.ContinueStatement;
import org.codehaus.groovy.ast.stmt.EmptyStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.IfStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.SwitchStatement;
import org.codehaus.groovy.ast.stmt.WhileStatement;
import org.jspecify.annotations.Nullable;

/**
 * Whether a stack does nothing but declare, so that its model may be kept. Whatever is not listed here is taken to do
 * more: files, processes, dates, classes, imports.
 */
final class PurityCheck {
    /** Methods of texts, numbers, collections and closures whose result depends on nothing else. */
    private static final Set<String> METHODS = Set.of(
            ("add addAll any asBoolean call capitalize center chunked collate collect collectEntries collectMany combinations"
                            + " compareTo concat contains containsAll containsKey containsValue count countBy disjoint div"
                            + " drop dropRight dropWhile each eachWithIndex endsWith entrySet equals equalsIgnoreCase every"
                            + " find findAll findIndexOf findResult findResults first flatten formatted get getAt getKey"
                            + " getOrDefault getValue grep groupBy head indexOf indices init inject intersect isBlank"
                            + " isEmpty isInteger isNumber join keySet last lastIndexOf leftShift length max min minus mod"
                            + " multiply next padLeft padRight permutations plus previous put putAll putAt putIfAbsent"
                            + " readLines remove removeAll repeat replace replaceAll replaceFirst reverse size sort split"
                            + " startsWith strip stripIndent stripLeading stripMargin stripTrailing subList subMap"
                            + " substring sum tail take takeRight takeWhile times toBigDecimal toBoolean toInteger"
                            + " toList toLong toLowerCase toSet toSorted toString toUnique toUpperCase tokenize transpose"
                            + " trim unique upto values withIndex")
                    .split(" "));

    /** Ways out of the values that a stack has. */
    private static final Set<String> PROPERTIES_OUT = Set.of(
            "binding",
            "class",
            "delegate",
            "directive",
            "metaClass",
            "metaPropertyValues",
            "owner",
            "properties",
            "resolveStrategy",
            "thisObject");

    private static final Set<String> CASTS = Set.of(
            "java.lang.String",
            "java.util.List",
            "java.util.Map",
            "java.util.Set",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Boolean",
            "int",
            "long",
            "boolean");

    private final ScriptNames names;

    private PurityCheck(ScriptNames names) {
        this.names = names;
    }

    static boolean isPure(ClassNode script, ScriptNames names) {
        PurityCheck check = new PurityCheck(names);
        return script.getFields().isEmpty()
                && script.getMethods().stream()
                        .filter(method -> !ScriptNames.isMadeByGroovy(method)
                                || method.getName().equals("run"))
                        .allMatch(check::method);
    }

    private boolean method(MethodNode method) {
        return parameters(method.getParameters()) && method.getCode() != null && statement(method.getCode());
    }

    private boolean parameters(Parameter @Nullable [] parameters) {
        return parameters == null
                || Arrays.stream(parameters)
                        .allMatch(p -> !p.hasInitialExpression() || expression(p.getInitialExpression()));
    }

    private boolean statement(Statement statement) {
        if (statement instanceof BlockStatement block) {
            return block.getStatements().stream().allMatch(this::statement);
        }
        if (statement instanceof ExpressionStatement only) {
            return expression(only.getExpression());
        }
        if (statement instanceof ReturnStatement result) {
            return expression(result.getExpression());
        }
        if (statement instanceof IfStatement choice) {
            return expression(choice.getBooleanExpression())
                    && statement(choice.getIfBlock())
                    && statement(choice.getElseBlock());
        }
        if (statement instanceof ForStatement loop) {
            return expression(loop.getCollectionExpression()) && statement(loop.getLoopBlock());
        }
        if (statement instanceof WhileStatement loop) {
            return expression(loop.getBooleanExpression()) && statement(loop.getLoopBlock());
        }
        return statement instanceof EmptyStatement
                || statement instanceof BreakStatement
                || statement instanceof ContinueStatement
                || selects(statement);
    }

    private boolean selects(Statement statement) {
        if (statement instanceof SwitchStatement choice) {
            return expression(choice.getExpression())
                    && choice.getCaseStatements().stream().allMatch(this::statement)
                    && statement(choice.getDefaultStatement());
        }
        return statement instanceof CaseStatement one && expression(one.getExpression()) && statement(one.getCode());
    }

    private boolean all(List<? extends Expression> expressions) {
        return expressions.stream().allMatch(this::expression);
    }

    private boolean all(Expression... expressions) {
        return Stream.of(expressions).allMatch(this::expression);
    }

    private boolean expression(Expression expression) {
        return expression instanceof ConstantExpression
                || expression instanceof EmptyExpression
                || isValue(expression)
                || isOperation(expression)
                || isAccess(expression);
    }

    private boolean isValue(Expression expression) {
        if (expression instanceof GStringExpression text) {
            return all(text.getValues());
        }
        if (expression instanceof ListExpression list) {
            return all(list.getExpressions());
        }
        if (expression instanceof MapExpression map) {
            return all(map.getMapEntryExpressions());
        }
        if (expression instanceof MapEntryExpression entry) {
            return all(entry.getKeyExpression(), entry.getValueExpression());
        }
        if (expression instanceof TupleExpression tuple) {
            return all(tuple.getExpressions());
        }
        if (expression instanceof RangeExpression range) {
            return all(range.getFrom(), range.getTo());
        }
        return expression instanceof ClosureExpression closure
                && parameters(closure.getParameters())
                && statement(closure.getCode());
    }

    private boolean isOperation(Expression expression) {
        if (expression instanceof BinaryExpression operation) {
            return all(operation.getLeftExpression(), operation.getRightExpression());
        }
        if (expression instanceof TernaryExpression choice) {
            return all(choice.getBooleanExpression(), choice.getTrueExpression(), choice.getFalseExpression());
        }
        if (expression instanceof BooleanExpression truth) {
            return expression(truth.getExpression());
        }
        if (expression instanceof CastExpression cast) {
            return CASTS.contains(cast.getType().getName()) && expression(cast.getExpression());
        }
        if (expression instanceof PostfixExpression step) {
            return expression(step.getExpression());
        }
        if (expression instanceof PrefixExpression step) {
            return expression(step.getExpression());
        }
        return isUnary(expression);
    }

    private boolean isUnary(Expression expression) {
        if (expression instanceof UnaryMinusExpression minus) {
            return expression(minus.getExpression());
        }
        if (expression instanceof BitwiseNegationExpression pattern) {
            return expression(pattern.getExpression());
        }
        if (expression instanceof SpreadExpression spread) {
            return expression(spread.getExpression());
        }
        return expression instanceof SpreadMapExpression spread && expression(spread.getExpression());
    }

    private boolean isAccess(Expression expression) {
        if (expression instanceof VariableExpression variable) {
            return !variable.isThisExpression()
                    && !variable.isSuperExpression()
                    && !PROPERTIES_OUT.contains(variable.getName());
        }
        if (expression instanceof AttributeExpression) {
            return false;
        }
        if (expression instanceof PropertyExpression property) {
            String name = property.getPropertyAsString();
            return name != null && !PROPERTIES_OUT.contains(name) && expression(property.getObjectExpression());
        }
        return expression instanceof MethodCallExpression call && call(call);
    }

    private boolean call(MethodCallExpression call) {
        String name = call.getMethodAsString();
        if (name == null || !expression(call.getArguments())) {
            return false;
        }
        return call.isImplicitThis()
                ? !names.printsWith(name)
                : METHODS.contains(name) && expression(call.getObjectExpression());
    }
}
