// Qué son las palancas y los resultados, de dónde vienen sus efectos y cuáles son sus puntos débiles.
import type { en } from './en';

export const instruments: typeof en.instruments = {
  eradication_manual: { name: 'Erradicación manual', does: 'Cuadrillas arrancan los arbustos; se elimina cerca de nueve de cada diez hectáreas informadas. Entre un tercio y cuatro quintos se vuelve a plantar.', source: 'Ministerio de Defensa del Perú (35–40 % resembrado), UNODC (81 % en 2018).', weakness: 'Cuánto se resiembra decide el resultado y solo se conoce dentro de un factor de dos.' },
  eradication_aerial: { name: 'Aspersión aérea', does: 'Herbicida desde el aire; una hectárea asperjada elimina una pequeña parte de una, y los cultivadores aprenden a lavar y podar.', source: 'Efectos netos de −0,02 a −0,25 ha por hectárea asperjada en estudios publicados.', weakness: 'El daño a la salud, a los alimentos y a la confianza no está en el modelo.' },
  eradication_voluntary: { name: 'Erradicación acordada', does: 'Los cultivadores quitan su coca mediante un acuerdo; casi nada se vuelve a plantar allí.', source: 'Seguimiento de UNODC al PNIS de Colombia: 94 % cumplió, 0,6 % resembró.', weakness: 'Solo se siguieron dos años; no se sabe qué pasa cuando terminan los pagos.' },
  alternative_development: { name: 'Desarrollo alternativo', does: 'El dinero se convierte en cacao y café que producen tras unos años y sacan tierra de la coca.', source: 'Ladino, Saavedra y Wiesner sobre beneficiarios en Colombia; las cifras del artículo para el Perú.', weakness: 'Los mercados y precios de los nuevos cultivos se toman como dados.' },
  substitution_announced: { name: 'Sustitución anunciada', does: 'Una promesa de beneficios aún no cumplida: se planta más coca para poder acogerse.', source: 'Gélvez y Angarita 2024: 40 000 ha más en un año.', weakness: 'Un solo caso, Colombia 2014–2017.' },
  state_presence: { name: 'Presencia del Estado', does: 'Puestos de policía, caminos, escuelas y postas; un acervo lento que hace menos atractiva la coca.', source: 'Dion y Russler 2008, sobre Colombia.', weakness: 'Su costo y su ritmo son supuestos.' },
  lab_destruction: { name: 'Laboratorios destruidos', does: 'Procesar se vuelve más caro y menos eficiente por unos meses; los compradores se mudan.', source: 'Conteos de Colombia; el tamaño del efecto es un supuesto.', weakness: 'Ningún estudio mide lo que cuesta al negocio un laboratorio destruido.' },
  precursor_control: { name: 'Control de insumos químicos', does: 'El control pleno baja en algunos puntos la eficiencia del proceso.', source: 'Supuesto, entre 2 y 15 %.', weakness: 'No se modelan sustitutos ni contrabando de insumos.' },
  source_interdiction: { name: 'Incautación en el país productor', does: 'El dinero eleva la parte de base y cocaína incautada antes de exportar.', source: 'Incautaciones por país; la respuesta al dinero es un supuesto.', weakness: 'El modelo no acierta las incautaciones de Colombia y Bolivia en un tercio de los años.' },
  air_interdiction: { name: 'Puente aéreo cerrado', does: 'Se fuerza a aterrizar a las avionetas con base que cruzan una frontera; ríos y caminos toman su lugar en unos años.', source: 'Perú 1995; relatos de disuasión con pocos vuelos detenidos.', weakness: 'Un solo caso histórico, con el que se ajustó el modelo.' },
  interdiction: { name: 'Interdicción en un corredor', does: 'Dinero contra la cocaína en tránsito entre regiones; el flujo pasa a los corredores que quedaron más baratos.', source: 'NarcoLogic y RAND sobre aprendizaje y dilución; no hay presupuestos públicos por corredor.', weakness: 'El modelo no acierta las partes del Pacífico y del Caribe: no lea los corredores uno por uno.' },
  courier_screening: { name: 'Control de correos humanos', does: 'Se revisa a los pasajeros en los aeropuertos de un país productor.', source: 'Las cifras del artículo para Lima.', weakness: 'Poca información: menos de cinco observaciones.' },
  armed_pressure: { name: 'Presión sobre un grupo armado', does: 'La presión militar y policial reduce al grupo y su protección de los cultivadores.', source: 'Sendero Luminoso, de miles en 1992 a unos 300 en 2013.', weakness: 'Poca información; no se modela la violencia de la propia presión.' },
  armed_agreement: { name: 'Acuerdo con un grupo armado', does: 'Una parte del grupo deja de gravar o proteger el negocio.', source: 'El acuerdo de 2016 en Colombia; efecto supuesto.', weakness: 'No se modela quién ocupa el lugar del grupo.' },
  captures: { name: 'Captura de cabecillas', does: 'Se pierde capacidad por un tiempo y la organización se divide.', source: 'Medellín y Cali; MADTOR sobre resiliencia.', weakness: 'Poca información: menos de cinco observaciones.' },
  treatment: { name: 'Tratamiento', does: 'Se trata a usuarios intensivos; la mayoría se abstiene mientras dura y uno de cada ocho deja el uso intensivo.', source: 'RAND 1994.', weakness: 'Costos y efectos son de los Estados Unidos de los años noventa.' },
  prevention: { name: 'Prevención', does: 'Menos personas comienzan.', source: 'Supuesto: entre medio y seis por ciento de los inicios por cada mil millones de USD al año.', weakness: 'Poca información; los efectos llegan años después.' },
  retail_enforcement: { name: 'Represión de vendedores', does: 'Policía y cárceles elevan el precio al por menor.', source: 'RAND 1994: 246 millones de USD por 1 % menos de uso.', weakness: 'Los presos en los mercados no se cuentan como daño.' },
  corridor_closure: { name: 'Cierre de corredores', does: 'Se cierran fronteras, puertos y aeropuertos; parte de lo comprado no puede salir y las cargas buscan otros corredores.', source: 'Cuarentenas de 2020 y presión en México, 2007-08; niveles supuestos.', weakness: 'Dos acontecimientos; no se cuenta lo que el cierre cuesta al resto del comercio.' },
  legal_area: { name: 'Área legal', does: 'Hectáreas en que la ley permite cultivar coca; su hoja sale primero.', source: 'Ley 1008 de Bolivia y ley de 2017; padrón del Perú.', weakness: 'No se sabe cuánto se desvía del mercado legal.' },
};

export const outcomes: typeof en.outcomes = {
  coca_area: { name: 'Área de coca', means: 'Arbustos de todas las edades al final del año. Dos sensores ven los mismos campos y difieren hasta en dos tercios.' },
  cocaine_made: { name: 'Cocaína producida', means: 'Donde la base se vuelve cocaína, que no tiene que ser donde creció la hoja. Las toneladas dependen de series de productividad cuyos saltos son cambios de método.' },
  cocaine_potential: { name: 'Cocaína de la hoja propia', means: 'Lo que da la hoja de un país, se haga donde se haga.' },
  leaf_price: { name: 'Precio de la hoja', means: 'Precio en chacra de la hoja seca. Los precios peruanos quedan fuera del intervalo del 90 % en tres de cada diez años.' },
  cocaine_price: { name: 'Precio de la cocaína', means: 'Precio de exportación en origen.' },
  retail_price: { name: 'Precio al por menor', means: 'Precio de un kilogramo puro en un mercado.' },
  corridor_flow: { name: 'Flujo del corredor', means: 'Cocaína que entra en un corredor entre regiones. La parte de cada uno se conoce solo por unos pocos informes.' },
  consumption: { name: 'Consumo', means: 'Kilogramos puros usados en un mercado; fuera de los Estados Unidos hay pocas observaciones.' },
  homicides: { name: 'Homicidios ligados al negocio', means: 'Una parte de todos los homicidios que solo se publicó para Colombia.' },
  prisoners: { name: 'Presos condenados', means: 'Nacionales condenados por drogas. Poca información.' },
  displaced_families: { name: 'Familias desplazadas', means: 'Familias que se van con su coca perdida. Poca información.' },
  forest_cleared: { name: 'Bosque talado', means: 'Bosque talado para nuevas parcelas; de un quinto a la mitad de la coca nueva sale directamente del bosque.' },
  grower_income: { name: 'Ingreso de los cultivadores', means: 'Ingreso neto por coca y cultivos de programas.' },
  donor_spending: { name: 'Gasto', means: 'Costo de todas las palancas según quién paga. Anuncios, acuerdos y leyes no cuestan nada en las cuentas.' },
};
