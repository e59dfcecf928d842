package weir.replay.serve;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The decoded names and values of a query or a form, in their order; a name may come more than once. */
record Parameters(List<Parameter> all) {

    record Parameter(String name, String value) {}

    static final Parameters NONE = new Parameters(List.of());

    Parameters {
        all = List.copyOf(all);
    }

    /**
     * Reads {@code application/x-www-form-urlencoded}.
     *
     * @param encoded may be null, as the query of an address is
     * @throws IllegalArgumentException if a percent sign is not followed by two hex digits
     */
    static Parameters parse(String encoded) {
        if (encoded == null || encoded.isEmpty()) {
            return NONE;
        }
        List<Parameter> all = new ArrayList<>();
        for (String pair : encoded.split("&", -1)) {
            int sign = pair.indexOf('=');
            String name = sign < 0 ? pair : pair.substring(0, sign);
            if (!pair.isEmpty()) {
                all.add(new Parameter(decoded(name), sign < 0 ? "" : decoded(pair.substring(sign + 1))));
            }
        }
        return new Parameters(all);
    }

    Parameters and(Parameters more) {
        List<Parameter> both = new ArrayList<>(all);
        both.addAll(more.all);
        return new Parameters(both);
    }

    /** The first value of that name, or nothing at all as "". */
    String value(String name) {
        return all.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst()
                .orElse("");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
