package dev.stave.inventory.dsl;

import dev.stave.model.Origin;
import dev.stave.model.Problem;
import dev.stave.model.StackException;
import groovy.lang.GroovyClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.codehaus.groovy.ast.PackageNode;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;

/** From the text of a stack to classes. */
final class ScriptCompiler {
    /** The class of every script; only its loader tells two apart. */
    static final String SCRIPT = "StackFile";

    private ScriptCompiler() {}

    static boolean isOfScript(String className) {
        return className.equals(SCRIPT) || className.startsWith(SCRIPT + "$");
    }

    /** @throws StackException where it is not Groovy, or wants to do something at compile time */
    static Compiled compile(StackFile stack) {
        refuse(stack, SourceScan.shellInText(stack.content()).stream().toList());
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(StackScript.class.getName());
        configuration.setTargetBytecode("17");
        configuration.setDisabledGlobalASTTransformations(Set.of("groovy.grape.GrabAnnotationTransformation"));
        // a stack runs once: linking each of its calls takes longer than making it
        configuration.getOptimizationOptions().put(CompilerConfiguration.INVOKEDYNAMIC, false);
        ScriptCustomizer customizer = new ScriptCustomizer();
        configuration.addCompilationCustomizers(customizer);
        try (GroovyClassLoader loader = new GroovyClassLoader(ScriptCompiler.class.getClassLoader(), configuration)) {
            CompilationUnit unit = new CompilationUnit(configuration, null, loader);
            SourceUnit source = unit.addSource(SCRIPT + ".groovy", stack.content());
            unit.compile(Phases.CONVERSION);
            refuse(stack, AnnotationCheck.findings(source));
            refuse(stack, packageFinding(source));
            unit.compile(Phases.CLASS_GENERATION);
            Map<String, byte[]> classes = new TreeMap<>();
            unit.getClasses().forEach(each -> classes.put(each.getName(), each.getBytes()));
            if (!customizer.isScript()) {
                refuse(stack, List.of(new Compiled.Finding(0, "", Sentences.NO_STACK)));
            }
            return new Compiled(classes, customizer.pure(), customizer.findings());
        } catch (MultipleCompilationErrorsException e) {
            List<Compiled.Finding> all = new ArrayList<>(customizer.findings());
            all.addAll(SyntaxErrors.findings(e, stack.content()));
            refuse(stack, all);
            throw e;
        } catch (java.io.IOException e) {
            throw new IllegalStateException("a loader without files is always closed", e);
        }
    }

    private static List<Compiled.Finding> packageFinding(SourceUnit source) {
        PackageNode place = source.getAST().getPackage();
        return place == null
                ? List.of()
                : List.of(new Compiled.Finding(
                        place.getLineNumber(), "", "a stack is in no package; leave the line out"));
    }

    private static void refuse(StackFile stack, List<Compiled.Finding> findings) {
        if (!findings.isEmpty()) {
            throw new StackException(findings.stream()
                    .map(f -> new Problem(new Origin(stack.shownAs(), f.line()), f.subject(), f.message()))
                    .toList());
        }
    }
}
