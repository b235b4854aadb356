package dev.stave.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where and for what a builder compiles.
 *
 * @param chost    of the images; null for the builder's own
 * @param crossdev the target that a cross compiler is made for; null for none
 * @param distcc   hosts that compile, as distcc writes them
 * @param ccache   whether what was compiled before is kept
 */
public record Compiling(@Nullable String chost, @Nullable String crossdev, List<String> distcc, boolean ccache) {
    public static final Compiling HERE = new Compiling(null, null, List.of(), false);

    public Compiling {
        distcc = List.copyOf(distcc);
    }
}
