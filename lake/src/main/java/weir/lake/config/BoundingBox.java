package weir.lake.config;

import java.util.List;

/**
 * A rectangle on the map, as Twitter's {@code locations} takes it.
 *
 * @param west longitude of the left edge, in degrees, -180 to 180 and below {@code east}
 * @param south latitude of the lower edge, in degrees, -90 to 90 and below {@code north}
 * @param east longitude of the right edge, in degrees
 * @param north latitude of the upper edge, in degrees
 */
public record BoundingBox(double west, double south, double east, double north) {
    private static final int CORNER_VALUES = 4;

    public BoundingBox {
        checkDegrees("west", west, 180);
        checkDegrees("south", south, 90);
        checkDegrees("east", east, 180);
        checkDegrees("north", north, 90);
        if (west >= east) {
            throw new IllegalArgumentException(
                    "west must be below east, but they are %s and %s; a box across the 180th meridian is written as two"
                            .formatted(west, east));
        }
        if (south >= north) {
            throw new IllegalArgumentException(
                    "south must be below north, but they are %s and %s".formatted(south, north));
        }
    }

    static BoundingBox of(List<Double> corners) {
        if (corners.size() != CORNER_VALUES) {
            throw new IllegalArgumentException(
                    "a box is [west, south, east, north], but has %d numbers".formatted(corners.size()));
        }
        return new BoundingBox(corners.get(0), corners.get(1), corners.get(2), corners.get(3));
    }

    private static void checkDegrees(String edge, double value, double limit) {
        if (!(Math.abs(value) <= limit)) {
            throw new IllegalArgumentException(
                    "%s must be between -%.0f and %.0f degrees, but is %s".formatted(edge, limit, limit, value));
        }
    }
}
