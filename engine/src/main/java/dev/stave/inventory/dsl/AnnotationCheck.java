package dev.stave.inventory.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.control.SourceUnit;

/**
 * Refuses annotations on the bare syntax tree, before any compiler phase that acts on them: some run code at compile
 * time or fetch it. Only those are let through that are known to do neither.
 */
final class AnnotationCheck extends ClassCodeVisitorSupport {
    private static final Set<String> HARMLESS = Set.of(
            "Canonical",
            "Deprecated",
            "EqualsAndHashCode",
            "Field",
            "Immutable",
            "Override",
            "SuppressWarnings",
            "ToString",
            "TupleConstructor");

    private final SourceUnit source;
    private final List<Compiled.Finding> findings = new ArrayList<>();

    private AnnotationCheck(SourceUnit source) {
        this.source = source;
    }

    static List<Compiled.Finding> findings(SourceUnit source) {
        AnnotationCheck check = new AnnotationCheck(source);
        ModuleNode module = source.getAST();
        check.visitImports(module);
        for (ImportNode each : module.getImports()) {
            // another name for a class could make any annotation look like a harmless one
            if (HARMLESS.contains(each.getAlias())
                    && !each.getAlias().equals(each.getType().getNameWithoutPackage())) {
                check.refuse(each.getAlias(), each.getLineNumber());
            }
        }
        if (module.getPackage() != null) {
            check.visitPackage(module.getPackage());
        }
        for (ClassNode type : module.getClasses()) {
            check.visitClass(type);
        }
        return check.findings;
    }

    @Override
    public void visitAnnotations(AnnotatedNode node) {
        super.visitAnnotations(node);
        for (AnnotationNode annotation : node.getAnnotations()) {
            String name = annotation.getClassNode().getNameWithoutPackage();
            // Groovy's own have no line
            if (annotation.getLineNumber() > 0 && !HARMLESS.contains(name)) {
                refuse(name, annotation.getLineNumber());
            }
        }
    }

    @Override
    public void visitDeclarationExpression(DeclarationExpression expression) {
        visitAnnotations(expression);
        super.visitDeclarationExpression(expression);
    }

    @Override
    public void visitClosureExpression(ClosureExpression expression) {
        if (expression.getParameters() != null) {
            for (AnnotatedNode parameter : expression.getParameters()) {
                visitAnnotations(parameter);
            }
        }
        super.visitClosureExpression(expression);
    }

    private void refuse(String name, int line) {
        Compiled.Finding finding = new Compiled.Finding(
                line,
                "",
                "the annotation '@" + name + "' is refused: a stack must not run or fetch code while it is compiled");
        if (!findings.contains(finding)) {
            findings.add(finding);
        }
    }

    @Override
    protected SourceUnit getSourceUnit() {
        return source;
    }
}
