package dev.stave.cli;

import dev.stave.build.dockerfile.DockerfileNames;
import dev.stave.graph.DotDrawing;
import dev.stave.graph.Drawing;
import dev.stave.graph.Graph;
import dev.stave.graph.MermaidDrawing;
import dev.stave.graph.StackGraph;
import dev.stave.graph.SvgDrawing;
import dev.stave.graph.TextDrawing;
import dev.stave.model.ImageName;
import dev.stave.model.Inventory;
import dev.stave.model.Platform;
import dev.stave.plan.Facts;
import dev.stave.plan.Inputs;
import dev.stave.plan.Mode;
import dev.stave.plan.Planner;
import dev.stave.report.GraphReport;
import dev.stave.state.AtomicFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code stave graph}: what depends on what, builders included. Asks nobody. */
final class GraphCommand implements Subcommand {
    private final Edge edge;

    StackOptions stack = new StackOptions();

    /** How a graph can be shown. */
    enum Form {
        TEXT,
        DOT,
        MERMAID,
        SVG;

        Drawing drawing() {
            return switch (this) {
                case TEXT -> new TextDrawing();
                case DOT -> new DotDrawing();
                case MERMAID -> new MermaidDrawing();
                case SVG -> new SvgDrawing();
            };
        }
    }

    Form form = Form.TEXT;

    @Nullable
    Path output;

    boolean imagesAlone;

    List<String> images = new ArrayList<>();

    GraphCommand(Edge edge) {
        this.edge = edge;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("Draw what depends on what in the stack, builders included.")
                .with(stack::describe)
                .choice(Form.class)
                .named("--as", "FORM", "text (a tree), dot, mermaid or svg (default: text)", word -> form = word)
                .path("--output", "FILE", "write it to a file instead of standard output", file -> output = file)
                .flag("--no-builders", "draw images alone", () -> imagesAlone = true)
                .words("IMAGE", "name, section/name, section/, a glob, /regex/ or @leaves (default: all)", images::add);
    }

    @Override
    public Integer call() {
        Inventory inventory = Stacks.load(edge, stack);
        Path folder = Objects.requireNonNull(
                Stacks.file(edge, stack).toAbsolutePath().normalize().getParent());
        Facts facts = Facts.none(Session.host(), Mode.APPLY).withInputs(named(inventory, folder), Map.of());
        Map<ImageName, List<ImageName>> needs = new Planner(inventory, stack.selection(images)).needs(facts);
        Graph graph = new StackGraph(inventory, needs, !imagesAlone).graph();
        String text =
                stack.json ? new GraphReport(graph).json() : form.drawing().draw(graph);
        if (output == null) {
            edge.console(stack.stackTraces).result(text);
        } else {
            AtomicFiles.write(edge.environment().currentFolder().resolve(output), text);
        }
        return ExitCode.DONE;
    }

    /** What Dockerfiles name is all that a graph needs of the files: nothing else is read. */
    private static Map<ImageName, Inputs> named(Inventory inventory, Path folder) {
        Platform host = Session.host();
        DockerfileNames names = new DockerfileNames(folder, host);
        Map<ImageName, Inputs> named = new TreeMap<>();
        inventory.images().forEach((name, image) -> {
            List<Platform> platforms = image.platforms().isEmpty() ? List.of(host) : image.platforms();
            List<ImageName> found = names.read(image, inventory, platforms).images();
            named.put(name, new Inputs(List.of(), List.of(), new TreeMap<>(), List.of(), found));
        });
        return named;
    }
}
