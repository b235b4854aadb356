package dev.stave.inventory.dsl;

import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/** Looks a stack's syntax tree through, once its variables are resolved, and rewrites its words. */
final class ScriptCustomizer extends CompilationCustomizer {
    private final List<Compiled.Finding> findings = new ArrayList<>();
    private boolean pure = true;
    private boolean script;

    ScriptCustomizer() {
        super(CompilePhase.CANONICALIZATION);
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
        if (!type.getName().equals(ScriptCompiler.SCRIPT) || !type.isScript()) {
            // a class of the stack's own may do anything
            pure = false;
            return;
        }
        script = true;
        ScriptNames names = ScriptNames.of(type);
        pure &= source.getAST().getImports().isEmpty()
                && source.getAST().getStarImports().isEmpty()
                && source.getAST().getStaticImports().isEmpty()
                && source.getAST().getStaticStarImports().isEmpty()
                && PurityCheck.isPure(type, names);
        findings.addAll(WordCheck.findings(type, names));
        new WordRewriter(source, names).visitClass(type);
    }

    /** Whether there is anything to run. */
    boolean isScript() {
        return script;
    }

    boolean pure() {
        return pure;
    }

    List<Compiled.Finding> findings() {
        return findings;
    }
}
