/** The people of the made-up company: given and family names as they meet in an international office. */
type Names = readonly [string, ...string[]];

export interface NameStock {
  readonly given: Names;
  readonly family: Names;
}

export const CENTRAL_EUROPE: NameStock = {
  given: ['Katrin', 'Emil', 'Zofia', 'Tomasz', 'Ilse', 'Matej', 'Jana', 'Florian', 'Hedwig', 'Bartosz'],
  family: [
    'Brandauer',
    'Kowalik',
    'Novotny',
    'Lindner',
    'Zielinska',
    'Horvat',
    'Steininger',
    'Kral',
    'Wrobel',
    'Haller',
  ],
};

export const IBERIA: NameStock = {
  given: ['Beatriz', 'Nuno', 'Ines', 'Rui', 'Marta', 'Gonzalo', 'Leonor', 'Iker'],
  family: ['Figueira', 'Teixeira', 'Quintana', 'Barroso', 'Etxeberria', 'Salgado', 'Moreira', 'Cebrian'],
};

export const SOUTH_ASIA: NameStock = {
  given: ['Anjali', 'Rohan', 'Meenakshi', 'Arvind', 'Divya', 'Karthik', 'Sunita', 'Imran'],
  family: ['Deshpande', 'Iyer', 'Banerjee', 'Rathore', 'Pillai', 'Choudhury', 'Hegde', 'Qureshi'],
};

export const EAST_ASIA: NameStock = {
  given: ['Haruka', 'Wei', 'Minjun', 'Sakura', 'Jiahao', 'Kenta', 'Yan', 'Soyeon'],
  family: ['Okamoto', 'Liang', 'Hwang', 'Shimizu', 'Guo', 'Nakajima', 'Seo', 'Xu'],
};

export const EAST_AFRICA: NameStock = {
  given: ['Wanjiru', 'Otieno', 'Amina', 'Baraka', 'Nyambura', 'Juma', 'Zawadi', 'Kamau'],
  family: ['Mwangi', 'Ochieng', 'Hassan', 'Kiprono', 'Wekesa', 'Njoroge', 'Abdi', 'Mutua'],
};

export const NORTH_AMERICA: NameStock = {
  given: ['Maude', 'Desmond', 'Chloe', 'Trevor', 'Simone', 'Wyatt', 'Odette', 'Marcus'],
  family: ['Tremblay', 'Whitlock', 'Gagnon', 'Ferris', 'Holloway', 'Beaulieu', 'Stroud', 'Kessler'],
};

export const SOUTH_AMERICA: NameStock = {
  given: ['Thiago', 'Camila', 'Rafaela', 'Joaquin', 'Valentina', 'Caio', 'Ximena', 'Bruno'],
  family: ['Cardoso', 'Villalba', 'Nogueira', 'Arancibia', 'Peixoto', 'Olivares', 'Duarte', 'Maidana'],
};

/** Account names that outsiders guess and nobody has. */
export const GUESSED_NAMES = [
  'admin',
  'administrator',
  'test',
  'vpn',
  'backup',
  'guest',
  'scanner',
  'helpdesk',
  'svc_sql',
  'reception',
] as const;
