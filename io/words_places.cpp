// Names of places: those that the data give in English, or by code.
#include "io/words.hpp"

namespace balloon {

std::vector<Word> words_of_places() {
  return {
      {"place.COL", "Colombia", "Colombia"},
      {"place.PER", "Peru", "Perú"},
      {"place.BOL", "Bolivia", "Bolivia"},
      {"place.ECU", "Ecuador", "Ecuador"},
      {"place.VEN", "Venezuela", "Venezuela"},
      {"place.HND", "Honduras", "Honduras"},
      {"place.GTM", "Guatemala", "Guatemala"},
      {"place.BRA", "Brazil", "Brasil"},

      {"place.CO-BOL", "Bolívar (south)", "Bolívar (sur)"},
      {"place.CO-SIERRA", "Sierra Nevada and Perijá", "Sierra Nevada y Perijá"},
      {"place.CO-MAGMED", "Middle Magdalena", "Magdalena Medio"},
      {"place.CO-CALCUN", "Caldas and Cundinamarca", "Caldas y Cundinamarca"},
      {"place.PE-VRAEM", "VRAEM (Apurímac-Ene-Mantaro)", "VRAEM (Apurímac-Ene-Mantaro)"},
      {"place.PE-HUALLAGA", "Huallaga (Upper and Lower)", "Huallaga (Alto y Bajo)"},
      {"place.PE-CONVLARES", "La Convención and Lares", "La Convención y Lares"},
      {"place.PE-SANGABAN", "San Gabán and Camanti", "San Gabán y Camanti"},
      {"place.PE-BAJOAMAZ", "Lower Amazon (Caballococha, Yaguas)",
       "Bajo Amazonas (Caballococha, Yaguas)"},
      {"place.PE-PUTUMAYO", "Putumayo (Peru)", "Putumayo (Perú)"},
      {"place.PE-MARANON", "Marañón and Amazonas", "Marañón y Amazonas"},
      {"place.PE-CONTAMANA", "Contamana and Lower Ucayali", "Contamana y Bajo Ucayali"},
      {"place.PE-MADREDIOS", "Madre de Dios and Tahuamanu", "Madre de Dios y Tahuamanu"},
      {"place.EC-NORTH", "Ecuador: northern border and coast", "Ecuador: frontera norte y costa"},
      {"place.VE-WEST", "Venezuela: Perijá and Catatumbo basin",
       "Venezuela: Perijá y cuenca del Catatumbo"},
      {"place.HN-EAST", "Honduras: Olancho, Colón and Mosquitia",
       "Honduras: Olancho, Colón y Mosquitia"},
      {"place.GT-NORTH", "Guatemala: Petén and Verapaces", "Guatemala: Petén y Verapaces"},
      {"place.BR-BORDER", "Brazil: upper Solimões and Javari border",
       "Brasil: alto Solimões y frontera del Javari"},

      {"place.EPAC", "Eastern Pacific", "Pacífico oriental"},
      {"place.WCARIB", "Western Caribbean, Central America", "Caribe occidental, Centroamérica"},
      {"place.CARIB", "Caribbean islands", "Islas del Caribe"},
      {"place.VENEZ", "Venezuela", "Venezuela"},
      {"place.ECUADOR", "Ecuador", "Ecuador"},
      {"place.BRAZIL", "Brazil and the Southern Cone", "Brasil y el Cono Sur"},
      {"place.WAFRICA", "West Africa", "África occidental"},
      {"place.CONTAINER", "Containers to Europe", "Contenedores a Europa"},
      {"place.COURIER", "Air couriers", "Correos aéreos"},
      {"place.OVERLAND", "Overland backstop", "Vía terrestre de reserva"},
      {"place.PACASIA", "Pacific to Asia and Oceania", "Pacífico a Asia y Oceanía"},

      {"place.USA", "United States", "Estados Unidos"},
      {"place.EUR", "Western and Central Europe", "Europa occidental y central"},
      {"place.SAM", "Latin America and the Caribbean", "América Latina y el Caribe"},
      {"place.ROW", "Rest of the world", "Resto del mundo"},
  };
}

}  // namespace balloon
