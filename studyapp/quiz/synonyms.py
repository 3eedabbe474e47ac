"""Words and names that mean the same: neither may stand as a wrong answer beside the other.

A short list of what school subjects name twice; it costs a wrong option where it goes too far,
and nothing else, so near-synonyms are in it.
"""

from functools import lru_cache

from studyapp.quiz.units import unit_names

_SAME = """
USSR | Soviet Union | Union of Soviet Socialist Republics | Soviet Russia | U.S.S.R.
USA | US | United States | United States of America | America | U.S.A. | the States
UK | Britain | Great Britain | United Kingdom | England
UN | United Nations | United Nations Organization | UNO ; EU | European Union
EEC | European Economic Community | Common Market
GDR | East Germany | German Democratic Republic | DDR
FRG | West Germany | Federal Republic of Germany | BRD
PRC | China | People's Republic of China | Communist China ; Netherlands | Holland ; Iran | Persia
Myanmar | Burma ; Sri Lanka | Ceylon ; Thailand | Siam ; Czechia | Czech Republic
Ivory Coast | Cote d'Ivoire ; Eswatini | Swaziland ; Ottoman Empire | Turkey | Turkish Empire
Beijing | Peking ; Mumbai | Bombay ; Kolkata | Calcutta ; Chennai | Madras
Istanbul | Constantinople | Byzantium ; Saint Petersburg | Petersburg | Leningrad | Petrograd
Volgograd | Stalingrad | Tsaritsyn ; Ho Chi Minh City | Saigon ; Tokyo | Edo ; Oslo | Christiania
Gdansk | Danzig ; Wroclaw | Breslau ; Lviv | Lvov | Lemberg ; Kyiv | Kiev
Lenin | Vladimir Ilyich Ulyanov | Ulyanov | Vladimir Lenin
Stalin | Joseph Stalin | Iosif Dzhugashvili | Dzhugashvili | Jughashvili | Koba
Trotsky | Lev Bronstein | Bronstein | Leon Trotsky ; Mao Zedong | Mao Tse-tung | Chairman Mao
Chiang Kai-shek | Jiang Jieshi ; Zhou Enlai | Chou En-lai ; Octavian | Augustus
Mark Twain | Samuel Clemens ; George Orwell | Eric Blair ; Voltaire | Francois-Marie Arouet
Plato | Platon ; Confucius | Kong Fuzi | Kongzi ; Ataturk | Mustafa Kemal
Columbus | Cristobal Colon | Cristoforo Colombo
Charlemagne | Charles the Great | Karl der Grosse | Carolus Magnus
World War I | First World War | Great War | WWI | WW1 | World War One
World War II | Second World War | WWII | WW2 | World War Two | Great Patriotic War
Cuban Missile Crisis | Caribbean Crisis | October Crisis
October Revolution | Bolshevik Revolution | November Revolution | Russian Revolution of 1917
Great Purge | Great Terror | Yezhovshchina ; Holodomor | Ukrainian famine
Black Death | plague | bubonic plague | Great Mortality
Great Depression | world economic crisis | Slump ; Holocaust | Shoah
Kristallnacht | Night of Broken Glass ; American Civil War | War Between the States
Seven Years' War | French and Indian War ; English Civil War | Wars of the Three Kingdoms
Nazi Party | NSDAP | National Socialist German Workers' Party | Nazis
Communist Party | CPSU | VKP(b) | Bolsheviks | Bolshevik Party
Cheka | Extraordinary Commission | Vecheka ; GPU | OGPU | State Political Directorate
NKVD | People's Commissariat of Internal Affairs ; KGB | Committee for State Security
Gosplan | State Planning Commission | State Planning Committee
Vesenkha | VSNKh | Supreme Economic Council | Supreme Council of the National Economy
Sovnarkom | SNK | Council of People's Commissars ; NEP | New Economic Policy
MTS | machine-tractor station ; kolkhoz | collective farm ; sovkhoz | state farm
kulak | rich peasant | wealthy peasant
Komsomol | Young Communist League | Communist Youth League
Comintern | Communist International | Third International ; Duma | Russian parliament
GULAG | labour camps | labor camps ; tsar | czar | tzar | emperor
NATO | North Atlantic Treaty Organization | Atlantic Alliance
Warsaw Pact | Warsaw Treaty Organization ; Marshall Plan | European Recovery Program
DNA | deoxyribonucleic acid ; RNA | ribonucleic acid ; ATP | adenosine triphosphate
water | H2O | dihydrogen monoxide ; carbon dioxide | CO2 | carbonic acid gas
carbon monoxide | CO ; oxygen | O2 | O ; hydrogen | H2 | H ; nitrogen | N2 | N ; ozone | O3
salt | table salt | sodium chloride | NaCl | rock salt | halite ; ammonia | NH3
methane | CH4 | marsh gas | natural gas ; sulphuric acid | sulfuric acid | H2SO4 | oil of vitriol
hydrochloric acid | HCl | muriatic acid ; nitric acid | HNO3 | aqua fortis
acetic acid | ethanoic acid | vinegar ; ethanol | ethyl alcohol | alcohol | C2H5OH
methanol | methyl alcohol | wood alcohol ; formaldehyde | methanal ; acetone | propanone
caustic soda | sodium hydroxide | NaOH | lye ; lime | quicklime | calcium oxide | CaO
limestone | calcium carbonate | CaCO3 | chalk
baking soda | sodium bicarbonate | sodium hydrogen carbonate | NaHCO3 ; hydrogen peroxide | H2O2
iron | Fe | ferrum ; gold | Au | aurum ; silver | Ag | argentum ; copper | Cu | cuprum
lead | Pb | plumbum ; tin | Sn | stannum ; sodium | Na | natrium ; potassium | K | kalium
mercury | Hg | quicksilver ; tungsten | W | wolfram ; zinc | Zn ; carbon | C
sulphur | S | sulfur ; aluminium | Al | aluminum ; rust | iron oxide | Fe2O3
vitamin C | ascorbic acid ; vitamin B1 | thiamine ; vitamin B12 | cobalamin
glucose | dextrose | grape sugar | C6H12O6 ; sucrose | table sugar | cane sugar ; starch | amylum
adrenaline | epinephrine ; noradrenaline | norepinephrine ; paracetamol | acetaminophen
aspirin | acetylsalicylic acid ; red blood cell | erythrocyte | RBC
white blood cell | WBC | leukocyte | leucocyte ; platelet | thrombocyte
heart attack | myocardial infarction | cardiac infarction ; high blood pressure | hypertension
low blood pressure | hypotension ; stroke | cerebrovascular accident | apoplexy
windpipe | trachea ; gullet | oesophagus | esophagus | food pipe ; voice box | larynx
collarbone | clavicle ; shoulder blade | scapula ; kneecap | patella
shinbone | shin bone | tibia ; thigh bone | femur ; breastbone | sternum
backbone | spine | spinal column | vertebral column ; jawbone | lower jaw | mandible
skull | cranium ; eardrum | tympanic membrane ; womb | uterus ; kidney | ren
belly | abdomen | stomach ; armpit | axilla ; chickenpox | varicella ; measles | rubeola
German measles | rubella ; whooping cough | pertussis ; lockjaw | tetanus
tuberculosis | consumption | TB ; nearsightedness | short-sightedness | shortsightedness | myopia
farsightedness | long-sightedness | longsightedness | hyperopia | hypermetropia
nosebleed | epistaxis ; fainting | syncope ; jaundice | icterus ; itching | pruritus
mitochondrion | mitochondria | powerhouse of the cell
cell membrane | plasma membrane | plasmalemma ; gene | hereditary unit
germ | microbe | microorganism ; cancer | malignancy | malignant tumour ; bacteria | bacterium
fungus | fungi ; egg cell | ovum | oocyte ; sperm | spermatozoon | sperm cell
nerve cell | neuron | neurone ; sugar | saccharide | carbohydrate ; fat | lipid
protein | polypeptide ; north star | Polaris | pole star ; morning star | evening star | Venus
speed | pace | rapidity | velocity ; kinetic energy | energy of motion ; weight | force of gravity
sum | total ; product | result of multiplication ; mean | average | arithmetic mean
standard deviation | sigma ; zero | nought | nil | null | none | nothing
half | one half | 50% | 0.5 ; pi | π | 3.14 | 3.14159 ; square | regular quadrilateral
hypothesis | assumption | conjecture | supposition ; bottleneck | narrow place | choke point
car | automobile | motor car | motorcar ; lorry | truck ; train | railway | railroad
airplane | aeroplane | plane | aircraft ; bicycle | bike | cycle ; lift | elevator
flat | apartment ; petrol | gasoline ; autumn | fall ; holiday | vacation ; football | soccer
film | movie | motion picture ; trousers | pants ; sofa | couch | settee
rubbish | garbage | trash | refuse | waste ; doctor | physician | medic
lawyer | attorney | solicitor | barrister ; teacher | instructor | educator | schoolteacher
policeman | police officer | constable ; farmer | peasant | agriculturalist
worker | labourer | laborer | workman ; soldier | trooper | serviceman ; sailor | seaman | mariner
merchant | trader | dealer ; writer | author ; poet | bard ; king | monarch | sovereign | ruler
child | kid | youngster ; baby | infant ; man | male ; woman | female ; boy | lad ; girl | lass
friend | companion | comrade | mate | pal ; enemy | foe | adversary | opponent
forest | wood | woods | woodland ; sea | ocean ; stone | rock ; ship | vessel | boat
house | home | dwelling | residence ; road | street | highway ; city | town ; village | hamlet
shop | store ; money | cash | currency ; wealth | riches | affluence | fortune
poverty | destitution | penury | want ; war | armed conflict | warfare
peace | treaty | pact | agreement | accord | convention
uprising | revolt | rebellion | insurrection | insurgency | rising | mutiny
famine | starvation | hunger ; purge | repression | terror ; freedom | liberty
law | statute | act ; vote | ballot | election ; tax | levy | duty | tariff ; trade | commerce
industry | manufacturing ; agriculture | farming | husbandry ; harvest | crop | yield
corn | grain | cereal ; maize | Indian corn ; cattle | livestock
wages | pay | salary | earnings | income ; price rise | inflation ; unemployment | joblessness
shortage | scarcity | lack | deficit ; surplus | excess ; factory | plant | works | mill
engine | motor ; weapon | arm ; bomb | explosive ; illness | disease | sickness | malady | ailment
remedy | cure | treatment ; drug | medicine | medication ; wound | injury
death | demise | decease ; birth | nativity ; sadness | sorrow | grief | unhappiness
happiness | joy | gladness | delight ; anger | rage | fury | wrath ; fear | dread | fright
love | affection ; hatred | hate | loathing ; courage | bravery | valour | valor
wisdom | sagacity ; mistake | error | fault | blunder ; answer | reply | response
question | query | inquiry ; help | aid | assistance ; proof | evidence ; cause | reason | origin
effect | result | consequence | outcome ; start | beginning | onset | commencement
end | ending | finish | conclusion | termination ; goal | aim | objective | target | purpose
method | procedure | technique | approach ; part | component | constituent
picture | image | illustration ; book | volume ; journey | trip | voyage | travel ; gift | present
dog | canine | hound ; cat | feline ; cow | bovine ; horse | equine ; pig | swine | hog
rabbit | bunny ; snake | serpent ; butterfly | lepidopteran
big | large | great | huge | enormous ; small | little | tiny | minute
fast | quick | rapid | swift | speedy ; slow | sluggish ; old | ancient | aged | elderly
new | novel | modern ; beautiful | pretty | lovely | attractive ; ugly | hideous | unsightly
clever | intelligent | smart | bright ; stupid | foolish | dumb
rich | wealthy | affluent | prosperous ; poor | needy | destitute | impoverished
strong | powerful | mighty ; weak | feeble | frail ; happy | glad | joyful | cheerful
sad | unhappy | sorrowful ; angry | furious | cross | irate ; brave | courageous | valiant
afraid | scared | frightened ; difficult | hard | tough ; easy | simple | effortless
dangerous | hazardous | perilous | risky ; safe | secure
important | significant | crucial | essential | vital
famous | renowned | celebrated | well-known ; strange | odd | peculiar | weird
quiet | silent | still ; loud | noisy ; dry | arid ; wet | damp | moist ; empty | vacant | void
whole | entire | complete ; wrong | incorrect | false | mistaken ; right | correct | true
enough | sufficient | adequate ; begin | start | commence
finish | end | conclude | complete | terminate ; grow | increase | rise | expand | climb
fall | decrease | decline | drop | diminish | shrink ; kill | murder | slay | assassinate
execute | put to death ; buy | purchase | acquire ; sell | vend ; build | construct | erect
destroy | demolish | ruin ; show | demonstrate | display ; hide | conceal
speak | talk | say | tell ; look | watch | see | observe ; walk | stroll ; run | sprint
eat | consume | devour ; choose | select | pick ; get | obtain | receive | acquire
give | donate | grant ; take | seize | grab ; leave | depart | quit ; arrive | come | reach
stop | halt | cease ; continue | proceed | carry on ; try | attempt | endeavour
use | employ | utilise | utilize ; need | require ; change | alter | modify
improve | better | enhance ; ban | forbid | prohibit | outlaw ; allow | permit | let
force | compel | coerce ; win | triumph | victory ; defeat | loss | rout
accuse | charge | indict ; admit | confess | acknowledge ; Peter the Great | Peter I
Catherine the Great | Catherine II ; Frederick the Great | Frederick II | Old Fritz
Alexander the Great | Alexander III of Macedon ; Ivan the Terrible | Ivan IV | Ivan Grozny
Louis XIV | Sun King ; Richard the Lionheart | Richard I ; William the Conqueror | William I
Suleiman the Magnificent | Suleiman I ; Nicholas II | last tsar ; Deng Xiaoping | Teng Hsiao-p'ing
Khrushchev | Chruschtschow | Khrouchtchev ; Qur'an | Koran | Quran ; Munich | München | Muenchen
Vienna | Wien ; Cologne | Köln | Koeln ; Nuremberg | Nürnberg ; Prague | Praha | Prag
Warsaw | Warszawa ; Moscow | Moskva | Moskau ; Rome | Roma ; Florence | Firenze ; Venice | Venezia
Naples | Napoli ; Milan | Milano ; Turin | Torino ; Lisbon | Lisboa ; Copenhagen | København
Geneva | Genève | Genf ; Brussels | Bruxelles ; The Hague | Den Haag ; Athens | Athina
Rhine | Rhein ; Danube | Donau ; Bavaria | Bayern ; Saxony | Sachsen ; Prussia | Preussen
Germany | Deutschland ; Spain | España ; Austria | Österreich ; Switzerland | Schweiz | Helvetia
Hungary | Magyarország ; Finland | Suomi ; Greece | Hellas ; Japan | Nippon ; India | Bharat
Ireland | Eire ; TV | television ; fridge | refrigerator ; flu | influenza ; phone | telephone
ad | advert | advertisement ; lab | laboratory ; exam | examination ; maths | math | mathematics
CPU | processor | central processing unit ; RAM | main memory | random-access memory
speed of light | c ; pair | two | couple ; heat | thermal | warmth
secret police | political police ; blood sugar | glucose ; cardiac | heart ; hepatic | liver
renal | kidney ; pulmonary | lung ; cerebral | brain ; gastric | stomach ; solar | sun
lunar | moon ; oral | mouth ; dental | tooth ; nasal | nose ; ocular | eye
life | living | living things | organism ; being | creature ; RBC | red blood cell | red corpuscle
WBC | white blood cell | white corpuscle ; criterion | criteria ; phenomenon | phenomena
crisis | crises
man | men ; woman | women ; mouse | mice ; child | children ; foot | feet ; tooth | teeth
goose | geese ; person | people | human | individual ; ox | oxen ; leaf | leaves ; wolf | wolves
nucleus | nuclei ; radius | radii ; axis | axes ; index | indices ; vertex | vertices
matrix | matrices ; plant | vegetation ; food | nourishment | nutrient | nutrition
make | produce | manufacture | generate | create ; cut | reduce | lower | slash
raise | lift | hoist ; abolish | end | scrap | do away with ; found | establish | set up
attack | assault | raid | invasion | invade ; treason | betrayal ; spy | agent
prison | jail | gaol ; prisoner | inmate | captive | convict
exile | deportation | banishment | deportee ; expel | deport | banish
trial | court case | proceedings ; judge | magistrate ; crime | offence | offense
police | militia ; army | armed forces | military | troops ; navy | fleet ; officer | commander
worship | veneration ; belief | faith | creed ; church | temple ; pope | pontiff
priest | clergyman | cleric ; border | frontier | boundary ; map | chart ; hill | mound
river | stream ; lake | loch ; bay | gulf | cove ; desert | wasteland ; earthquake | seism | quake
storm | tempest ; rain | precipitation | rainfall ; cold | chilly ; hot | boiling
"""


@lru_cache(maxsize=1)
def groups() -> tuple[tuple[str, ...], ...]:
    """Return the groups, each with all ways to say one thing; units are among them."""
    lines = [group for line in _SAME.strip().splitlines() for group in line.split(" ; ")]
    return (*(tuple(line.split(" | ")) for line in lines), *unit_names())
