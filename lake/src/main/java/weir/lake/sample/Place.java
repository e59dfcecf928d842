package weir.lake.sample;

import java.util.List;

/** A city, the box around it in degrees, and whether the tweet names the exact point. */
record Place(String id, String name, String fullName, String countryCode, String country, Box box, boolean exact) {

    record Box(double west, double south, double east, double north) {}

    private record City(String name, String state, String countryCode, String country, double west, double south) {}

    private static final double WIDTH = 0.45;
    private static final double HEIGHT = 0.3;
    private static final List<City> CITIES = List.of(
            new City("Rio de Janeiro", "Brasil", "BR", "Brasil", -43.795, -23.083),
            new City("São Paulo", "Brasil", "BR", "Brasil", -46.826, -24.008),
            new City("Recife", "Brasil", "BR", "Brasil", -35.018, -8.155),
            new City("Madrid", "Comunidad de Madrid", "ES", "España", -3.889, 40.312),
            new City("Lisboa", "Portugal", "PT", "Portugal", -9.229, 38.691),
            new City("Manhattan", "NY", "US", "United States", -74.026, 40.683),
            new City("渋谷区", "東京", "JP", "日本", 139.661, 35.641),
            new City("İstanbul", "Türkiye", "TR", "Türkiye", 28.632, 40.802));

    static Place of(int number, boolean exact) {
        City city = CITIES.get(Math.floorMod(number, CITIES.size()));
        String id = "%016x".formatted(0x00c39537733fa112L + 7_919L * CITIES.indexOf(city));
        Box box = new Box(city.west(), city.south(), city.west() + WIDTH, city.south() + HEIGHT);
        String fullName = city.name() + ", " + city.state();
        return new Place(id, city.name(), fullName, city.countryCode(), city.country(), box, exact);
    }
}
